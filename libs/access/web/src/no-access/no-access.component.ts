import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageTitleDirective } from '@passerelle/shared/ui';
import { SayPipe, SessionStore } from '@passerelle/shared/web-kit';

/** Somebody who has an account and no role: nothing is wrong, she waits for somebody to give her one. */
@Component({
  selector: 'pa-no-access',
  imports: [PageTitleDirective, RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './no-access.component.css',
  template: `
    <h1 [paPageTitle]="'noAccess.heading' | say">{{ 'noAccess.heading' | say }}</h1>
    <p>{{ 'noAccess.text' | say }}</p>
    @if (person(); as person) {
      <p class="address">{{ 'noAccess.address' | say: { email: person.email } }}</p>
    }
    <p class="actions"><a class="button" routerLink="/account">{{ 'noAccess.account' | say }}</a></p>
  `,
})
export class NoAccessComponent {
  readonly person = inject(SessionStore).person;
}
