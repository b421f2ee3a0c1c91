import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { SayPipe } from '@passerelle/shared/web-kit';
import { BUDGET_SCREENS } from './budget-screens';
import { SampleNoticeComponent } from './sample-notice.component';

/** What all screens of the budget have in common: the way from one to the other. */
@Component({
  selector: 'pa-budget-frame',
  imports: [RouterLink, RouterLinkActive, RouterOutlet, SampleNoticeComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './budget-frame.component.css',
  template: `
    <nav [attr.aria-label]="'budgetLines.nav' | say">
      <ul>
        @for (screen of screens; track screen.path) {
          <li>
            <a [routerLink]="screen.path ? ['.', screen.path] : '.'" routerLinkActive="here" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{ paths: 'exact', queryParams: 'ignored', matrixParams: 'ignored', fragment: 'ignored' }">{{ screen.name | say }}</a>
          </li>
        }
      </ul>
    </nav>
    <pa-sample-notice />
    <router-outlet />
  `,
})
export class BudgetFrameComponent {
  readonly screens = BUDGET_SCREENS;
}
