import { DOCUMENT, DestroyRef, Directive, ElementRef, Injectable, afterNextRender, effect, inject, input } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';

const pathOf = (address: string): string => address.split(/[?#]/)[0] ?? '';

/** After a change of page the focus goes to its heading, so that keyboard and screen reader begin there; not on the first page, nor when only a filter changed. */
@Injectable({ providedIn: 'root' })
class PageFocus {
  #path: string | null = null;
  #wanted = false;
  #heading: HTMLElement | null = null;

  constructor() {
    const router = inject(Router);
    this.#path = router.navigated ? pathOf(router.url) : null;
    router.events.pipe(filter((event) => event instanceof NavigationEnd)).subscribe((event) => {
      const path = pathOf(event.urlAfterRedirects);
      this.#wanted = this.#path !== null && path !== this.#path;
      this.#path = path;
      setTimeout(() => this.#move());
    });
  }

  shown(heading: HTMLElement): void {
    this.#heading = heading;
    this.#move();
  }

  gone(heading: HTMLElement): void {
    if (this.#heading === heading) this.#heading = null;
  }

  #move(): void {
    if (!this.#wanted || !this.#heading?.isConnected) return;
    this.#wanted = false;
    this.#heading.focus({ preventScroll: true });
  }
}

/** On the one h1 of a page: names the browser's tab, and takes the focus when the page has changed. */
@Directive({ selector: 'h1[paPageTitle]', host: { tabindex: '-1' } })
export class PageTitleDirective {
  readonly paPageTitle = input.required<string>();

  constructor() {
    const focus = inject(PageFocus);
    const document = inject(DOCUMENT);
    const heading = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => {
      document.title = [this.paPageTitle(), 'Passerelle'].filter((part) => part !== '').join(' · ');
    });
    afterNextRender(() => focus.shown(heading));
    inject(DestroyRef).onDestroy(() => focus.gone(heading));
  }
}
