import { ChangeDetectionStrategy, Component, DestroyRef, computed, effect, inject, signal, untracked } from '@angular/core';
import { Say, SayPipe } from '@passerelle/shared/web-kit';
import { Saving } from '../_saving/saving';
import { initialsOf } from './initials';

const MOST_SHOWN = 4;
/** Who reloads the page goes and comes: that is not worth two sentences. */
const SAID_AFTER_MS = 2000;

/** Who else has this budget open, beside the state of saving. The room is kept free: nobody who comes or goes moves anything. */
@Component({
  selector: 'pa-who-is-here',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './who-is-here.component.css',
  template: `
    @if (others().length > 0) {
      <ul [attr.aria-label]="'live.here' | say">
        @for (person of others(); track person.personId) {
          <li [title]="person.text" [class.visually-hidden]="$index >= most"><span aria-hidden="true">{{ person.sign }}</span><span class="visually-hidden">{{ person.text }}</span></li>
        }
        @if (others().length > most) {
          <li class="more" aria-hidden="true">+{{ others().length - most }}</li>
        }
      </ul>
    }
    <p class="visually-hidden" aria-live="polite">{{ said() }}</p>
  `,
})
export class WhoIsHereComponent {
  readonly store = inject(Saving);
  readonly #say = inject(Say);
  readonly most = MOST_SHOWN;
  readonly said = signal('');
  #known: ReadonlyMap<string, string> = new Map();

  readonly others = computed(() =>
    this.store.persons().map(({ personId, name, operatorId, cell }) => {
      const told = this.#say.personName(name);
      const place = this.store.placeName(operatorId, cell);
      return { personId, sign: initialsOf(told), text: place ? this.#say.say('live.here.at', { name: told, place }) : told };
    }),
  );

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      this.store.persons();
      clearTimeout(timer);
      timer = setTimeout(() => this.#sayWhoCame(), SAID_AFTER_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  #sayWhoCame(): void {
    const now = new Map(untracked(this.store.persons).map(({ personId, name }) => [personId, this.#say.personName(name)]));
    const came = [...now].filter(([id]) => !this.#known.has(id)).map(([, name]) => this.#say.say('live.here.came', { name }));
    const went = [...this.#known].filter(([id]) => !now.has(id)).map(([, name]) => this.#say.say('live.here.went', { name }));
    this.#known = now;
    if (came.length + went.length > 0) this.said.set([...came, ...went].join(' '));
  }
}
