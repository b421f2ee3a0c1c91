import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, computed, effect, inject, signal, viewChild } from '@angular/core';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter } from 'rxjs';
import { SignInFormComponent } from '@passerelle/identity/web';
import { EmblemComponent, SidePanelComponent, SidePanelStore } from '@passerelle/shared/ui';
import { ProgrammeStore, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { TopBarComponent } from './top-bar.component';

/** The frame around every screen: top bar, navigation, the screen, the side panel, the emblem. */
@Component({
  selector: 'pa-root',
  imports: [EmblemComponent, RouterLink, RouterLinkActive, RouterOutlet, SayPipe, SidePanelComponent, SignInFormComponent, TopBarComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './shell.component.html',
})
export class ShellComponent {
  readonly session = inject(SessionStore);
  readonly programme = inject(ProgrammeStore).current;
  readonly #panel = inject(SidePanelStore);
  readonly #router = inject(Router);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  private readonly endedDialog = viewChild.required<ElementRef<HTMLDialogElement>>('ended');

  readonly #say = inject(Say);
  /** On paper every page says what it is of, and of which day. */
  readonly printHead = computed(() => this.#say.say('frame.printed', { todayDate: today() }));
  readonly menuOpen = signal(false);
  readonly panelOpen = computed(() => this.#panel.content() !== null);
  readonly #path = signal('');
  readonly links = computed(() => {
    const programme = this.programme();
    if (!programme || !this.session.signedIn()) return [];
    const of = (path: string, text: string, icon: string) => ({ address: ['/programmes', programme.code, path], text, icon });
    return [
      ...(this.session.mayAnywhere('project.read') ? [of('projects', 'nav.projects', 'M3 5h14M3 10h14M3 15h14')] : []),
      ...(this.session.may('exchange.importSheet', programme) ? [of('import', 'nav.import', 'M10 3v9m-4-4 4 4 4-4M3 13v4h14v-4')] : []),
    ];
  });
  /** What was typed stays on the screen behind, until she has signed in again. */
  readonly askToSignIn = computed(() => this.session.ended() && this.session.person() !== null && !this.#path().startsWith('/sign-in'));

  constructor() {
    const arrivals = this.#router.events.pipe(filter((event) => event instanceof NavigationEnd)).subscribe(({ urlAfterRedirects }) => {
      const path = urlAfterRedirects.split('?')[0] ?? '';
      if (path !== this.#path()) this.#panel.dismiss();
      this.#path.set(path);
      this.menuOpen.set(false);
    });
    inject(DestroyRef).onDestroy(() => arrivals.unsubscribe());
    effect(() => document.documentElement.style.setProperty('--print-head', JSON.stringify(this.printHead())));
    effect(() => {
      const dialog = this.endedDialog().nativeElement;
      if (this.askToSignIn() && !dialog.open) dialog.showModal();
      if (!this.askToSignIn() && dialog.open) dialog.close();
    });
  }

  skip(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
