import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { OpenEditor } from '@passerelle/shared/ui';
import { LanguageStore, MomentPipe, Say, SayPipe, SessionEndStore, SessionStore, writeMoment } from '@passerelle/shared/web-kit';

/**
 * Says two minutes before that the session ends, and how to keep it. It takes the focus from nobody: the sentence is spoken, the button can be reached, and one key does the
 * same from wherever one is. F8, since Edge and Firefox read aloud or restyle the page by F9 and no grid, browser or screen reader uses F8.
 */
@Component({
  selector: 'pa-session-warning',
  imports: [MomentPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown.f8)': 'key($event)', '[class.shown]': 'text() !== ""' },
  styleUrl: './session-warning.component.css',
  template: `
    <p class="sentence" role="status" aria-live="assertive" aria-atomic="true">{{ text() }}</p>
    @if (store.warns() && !store.atLimit()) {
      <button type="button" [attr.aria-disabled]="store.busy() ? true : null" (click)="store.extend()">{{ 'session.keep' | say }} <kbd aria-hidden="true">F8</kbd></button>
    }
    <p class="visually-hidden" role="status">
      @if (store.keptUntil()) {
        {{ 'session.kept' | say: { time: (store.keptUntil() | moment: 'clock') } }}
      }
    </p>
  `,
})
export class SessionWarningComponent {
  readonly store = inject(SessionEndStore);
  readonly #editor = inject(OpenEditor);
  readonly #language = inject(LanguageStore).language;
  readonly #say = inject(Say);
  readonly #session = inject(SessionStore);

  readonly text = computed(() => {
    // The dialog waits until the cell is left.
    if (this.#session.ended() && this.#session.person() && this.#editor.isOpen()) return this.#say.say('session.endedWhileTyping');
    if (!this.store.warns()) return '';
    const time = writeMoment(this.store.endsAt() ?? '', this.#language(), 'clock');
    if (this.store.atLimit()) return this.#say.say('session.atLimit', { time });
    return this.#say.say(this.store.problem() ? 'session.notKept' : 'session.endsSoon', { time });
  });

  key(event: Event): void {
    if (!this.store.warns()) return;
    event.preventDefault();
    void this.store.extend();
  }
}
