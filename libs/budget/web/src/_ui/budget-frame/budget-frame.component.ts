import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, input, signal, type OnInit, type Type } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { SayPipe } from '@passerelle/shared/web-kit';
import { BUDGET_SCREENS } from './budget-screens';

/** The budget's screens, one beside the other. */
@Component({
  selector: 'pa-budget-frame',
  imports: [NgComponentOutlet, RouterLink, RouterLinkActive, RouterOutlet, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav [attr.aria-label]="'budgetFrame.label' | say">
      <ul>
        @for (screen of screens; track screen.path) {
          <li><a [routerLink]="screen.path" routerLinkActive="active" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{ exact: screen.path === '.' }">{{ screen.name | say }}</a></li>
        }
      </ul>
    </nav>
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
.banner {
      margin-bottom: 16px;
      padding: 8px 12px;
      border-left: 3px solid var(--accent);
      background: var(--accent-tint);
      font-size: 14px;
    }
    @media print {
      nav {
        display: none;
      }
    }
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
