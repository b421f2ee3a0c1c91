import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { ActivatedRoute, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { AccountStore } from '../_account/account.store';

/** The own account: its parts are routes, named by what each route says of itself. Where her role asks for a second factor first, that part stands alone. */
@Component({
  selector: 'pa-account',
  imports: [PageTitleDirective, ProblemPageComponent, RouterLink, RouterLinkActive, RouterOutlet, SayPipe, SkeletonComponent],
  providers: [AccountStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './account.component.css',
  template: `
    <h1 [paPageTitle]="'account.heading' | say">{{ 'account.heading' | say }}</h1>
    @if (withTabs) {
      <nav class="tabs" [attr.aria-label]="'account.tabs' | say">
        <ul>
          @for (tab of shownTabs(); track tab.path) {
            <li><a [routerLink]="tab.path" routerLinkActive="active" ariaCurrentWhenActive="page">{{ tab.name | say }}</a></li>
          }
          <li><a routerLink="/account/acts">{{ 'acts.own' | say }}</a></li>
        </ul>
      </nav>
    }
    @if (store.account()) {
      <router-outlet />
    } @else if (store.problem(); as problem) {
      <pa-problem-page [problem]="problem" [nested]="true" />
    } @else {
      <pa-skeleton [lines]="5" />
    }
  `,
})
export class AccountComponent {
  readonly store = inject(AccountStore);
  readonly session = inject(SessionStore);
  /** Without them as long as she is on her way through this page: nothing moves when it is lifted. */
  readonly withTabs = this.session.restriction() === null;
  readonly tabs = (inject(ActivatedRoute).routeConfig?.children ?? []).flatMap(({ path = '', data }) => (data?.['tab'] ? [{ path, name: String(data['tab']) }] : []));

  /** Signing in by accounts elsewhere is no matter where there are none. */
  readonly shownTabs = computed(() => {
    const offers = (this.session.session()?.providers.length ?? 0) + (this.store.account()?.providers.length ?? 0) > 0;
    return this.tabs.filter(({ path }) => path !== 'sign-in' || offers);
  });

  constructor() {
    void this.store.load();
  }
}
