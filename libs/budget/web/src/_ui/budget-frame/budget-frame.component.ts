import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { SayPipe } from '@passerelle/shared/web-kit';
import { BUDGET_SCREENS } from './budget-screens';

/** The budget's screens, one beside the other. */
@Component({
  selector: 'pa-budget-frame',
  imports: [RouterLink, RouterLinkActive, RouterOutlet, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav [attr.aria-label]="'budgetFrame.label' | say">
      <ul>
        @for (screen of screens; track screen.path) {
          <li><a [routerLink]="screen.path" routerLinkActive="active" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{ exact: screen.path === '.' }">{{ screen.name | say }}</a></li>
        }
      </ul>
    </nav>
    <router-outlet />
  `,
  styles: `
    nav {
      margin: -8px 0 20px;
      font-size: 14px;
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0 20px;
    }
    a {
      display: inline-block;
      padding: 6px 0;
      text-decoration: none;
    }
    a:hover {
      text-decoration: underline;
    }
    a.active {
      color: var(--ink);
      font-weight: 600;
      box-shadow: inset 0 -2px var(--ink);
    }
    @media print {
      nav {
        display: none;
      }
    }
  `,
})
export class BudgetFrameComponent {
  readonly screens = BUDGET_SCREENS;
}
