import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SayPipe } from '@passerelle/shared/web-kit';

/** What an associated operator's officer finds at the budget's address. */
@Component({
  selector: 'pa-no-budget',
  imports: [RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'empty' },
  template: `
    <h2>{{ 'budget.associated.title' | say }}</h2>
    <p>{{ 'budget.associated.text' | say }}</p>
    <p><a class="button" routerLink="../sheet">{{ 'budget.toSheet' | say }}</a></p>
  `,
})
export class NoBudgetComponent {}
