import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, input, signal, type OnInit, type Type } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { SayPipe } from '@passerelle/shared/web-kit';
import { BUDGET_SCREENS } from './budget-screens';
import { SampleNoticeComponent } from './sample-notice.component';

/** What all screens of the budget have in common: the way from one to the other. */
@Component({
  selector: 'pa-budget-frame',
  imports: [NgComponentOutlet, RouterLink, RouterLinkActive, RouterOutlet, SampleNoticeComponent, SayPipe],
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
    @if (version()) {
      <p class="banner" role="status">
        {{ 'versions.banner' | say: { number: version() } }}
        <a [routerLink]="[]" [queryParams]="{ version: null }" queryParamsHandling="merge">{{ 'versions.toWorking' | say }}</a>
      </p>
    } @else if (noticed(); as notice) {
      <ng-container *ngComponentOutlet="notice; inputs: of()" />
    }
    <router-outlet />
  `,
})
export class BudgetFrameComponent implements OnInit {
  readonly screens = BUDGET_SCREENS;
  readonly programme = input<string>('');
  readonly project = input<string>('');
  /** Another version than the one that is worked on, where the address says so. */
  readonly version = input<string>();
  /** What stands above every screen of the budget: comes with the route, from a domain that knows more than the budget does. */
  readonly notice = input<() => Promise<Type<unknown>>>();
  readonly noticed = signal<Type<unknown> | null>(null);
  readonly of = computed(() => ({ programme: this.programme(), project: this.project() }));

  async ngOnInit(): Promise<void> {
    this.noticed.set((await this.notice()?.()) ?? null);
  }
}
