import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, viewChild } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';
import { SidePanelStore, type PanelContent } from './side-panel.store';

/** The outlet of the side panel, once in the frame. Its heading takes the focus when it opens; Esc closes it from wherever nothing is being typed. */
@Component({
  selector: 'pa-side-panel',
  imports: [NgComponentOutlet, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown.escape)': 'escape($event)', '[class.open]': 'content() !== null' },
  template: `
    @if (content(); as content) {
      <aside class="side-panel" aria-labelledby="side-panel-title">
        <header class="side-panel-head">
          <h2 id="side-panel-title" tabindex="-1" #heading>{{ title() }}</h2>
          <button type="button" class="quiet" (click)="panel.close()">{{ 'panel.close' | say }}</button>
        </header>
        <div class="side-panel-body">
          <ng-container *ngComponentOutlet="content.component; inputs: $any(content.inputs)" />
        </div>
      </aside>
    }
  `,
})
export class SidePanelComponent {
  readonly panel = inject(SidePanelStore);
  readonly content = this.panel.content;
  readonly title = computed(() => titleOf(this.content()));
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');

  constructor() {
    effect(() => {
      const heading = this.heading();
      if (!this.content() || !heading) return;
      heading.nativeElement.focus();
      this.panel.revealOrigin();
    });
  }

  escape(event: Event): void {
    if (this.content() === null || event.defaultPrevented || isTyping(event.target)) return;
    event.preventDefault();
    this.panel.close();
  }
}

const titleOf = (content: PanelContent | null): string => (typeof content?.title === 'function' ? content.title() : (content?.title ?? ''));

/** In a field Esc belongs to the field. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
