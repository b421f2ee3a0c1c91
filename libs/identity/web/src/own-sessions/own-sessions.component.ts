import { ChangeDetectionStrategy, Component, ElementRef, inject, viewChild } from '@angular/core';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { MomentPipe, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { OwnSessionsStore } from './own-sessions.store';

@Component({
  selector: 'pa-own-sessions',
  imports: [MomentPipe, ProblemComponent, SayPipe, SkeletonComponent],
  providers: [OwnSessionsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrls: ['../_account/section.css', './own-sessions.component.css'],
  template: `
    <h2 tabindex="-1" #heading>{{ 'account.tab.sessions' | say }}</h2>
    <p>{{ 'account.sessions.lead' | say }}</p>
    @if (store.problem(); as problem) {
      <pa-problem [problem]="problem" />
    }
    @if (store.isLoaded()) {
      <table class="data stacked">
        <caption class="visually-hidden">{{ 'account.tab.sessions' | say }}</caption>
        <thead>
          <tr>
            <th scope="col">{{ 'account.sessions.browser' | say }}</th>
            <th scope="col">{{ 'account.sessions.since' | say }}</th>
            <th scope="col">{{ 'account.sessions.lastSeen' | say }}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          @for (session of store.sessions(); track session.sessionId) {
            <tr>
              <th scope="row">
                {{ session.browser || ('account.sessions.unknown' | say) }}
                @if (session.current) {
                  <span class="tag">{{ 'account.sessions.this' | say }}</span>
                }
                <span class="address">{{ session.address }}@if (session.secondFactor) {<span> · {{ 'account.sessions.twoSteps' | say }}</span>}</span>
              </th>
              <td class="figures" [attr.data-label]="'account.sessions.since' | say"><time [attr.datetime]="session.startedAt">{{ session.startedAt | moment: 'minutes' }}</time></td>
              <td class="figures" [attr.data-label]="'account.sessions.lastSeen' | say"><time [attr.datetime]="session.lastSeenAt">{{ session.lastSeenAt | moment: 'minutes' }}</time></td>
              <td class="act">
                @if (!session.current) {
                  <button type="button" [attr.aria-disabled]="store.busy() ? true : null" (click)="end(session.sessionId)">
                    {{ 'account.sessions.end' | say }}<span class="visually-hidden"> – {{ session.browser }}, {{ session.startedAt | moment: 'minutes' }}</span>
                  </button>
                }
              </td>
            </tr>
          }
        </tbody>
      </table>
      <p class="aside" role="status">
        @if (store.endedCount() > 0) {
          {{ 'account.sessions.ended' | say: { n: store.endedCount() } }}
        } @else if (!store.hasOthers()) {
          {{ 'account.sessions.onlyThis' | say }}
        }
      </p>
      @if (store.hasOthers()) {
        <p class="actions">
          <button type="button" [attr.aria-disabled]="store.busy() ? true : null" (click)="endOthers()">{{ 'account.sessions.endOthers' | say }}</button>
        </p>
      }
    } @else if (!store.problem()) {
      <pa-skeleton [lines]="3" />
    }
  `,
})
export class OwnSessionsComponent {
  readonly store = inject(OwnSessionsStore);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  constructor() {
    void this.store.load();
  }

  /** The button that was pressed goes with its session: the focus stays on the page. */
  async end(sessionId: string): Promise<void> {
    if (await this.store.end(sessionId)) this.heading().nativeElement.focus();
  }

  async endOthers(): Promise<void> {
    if (await this.store.endOthers()) this.heading().nativeElement.focus();
  }
}
