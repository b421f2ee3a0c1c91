import { ChangeDetectionStrategy, Component, DOCUMENT, effect, inject } from '@angular/core';
import { Say, SayPipe } from '@passerelle/shared/web-kit';

/**
 * The emblem of the European Union with its statement in full (CPR, annex IX): never altered, never smaller than another logo. On paper it stands
 * at the foot of every page: the style sheet's page margins take the statement from --co-funded, and the picture from the same file.
 */
@Component({
  selector: 'pa-emblem',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <img class="emblem" src="/emblem.svg" width="54" height="36" alt="" />
    <span>{{ 'frame.coFunded' | say }}</span>
  `,
})
export class EmblemComponent {
  constructor() {
    const page = inject(DOCUMENT).documentElement;
    const say = inject(Say);
    page.classList.toggle('has-page-margins', 'CSSMarginRule' in globalThis);
    effect(() => page.style.setProperty('--co-funded', JSON.stringify(say.say('frame.coFunded'))));
  }
}
