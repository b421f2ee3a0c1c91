import { ChangeDetectionStrategy, Component, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { VersionView, VersionsView } from '@passerelle/modification/model';
import { ApiClient, BudgetSavedStore, MomentPipe, PersonNamePipe, SayPipe } from '@passerelle/shared/web-kit';
import { budgetAddress } from '../_versions/versions.store';

/** Above the budget while a version is back for correction: what is to be corrected, who says so, and where it stands. */
@Component({
  selector: 'pa-returned-notice',
  imports: [MomentPipe, PersonNamePipe, RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (returned(); as version) {
      <section role="status">
        <p>{{ 'versions.returnedNotice' | say: { number: version.versionNumber, name: (version.decidedByName | personName), when: (version.decidedAt | moment) } }}</p>
        <blockquote>{{ version.decisionNote }}</blockquote>
        <p class="no-print"><a routerLink="versions">{{ 'versions.toReturned' | say }}</a></p>
      </section>
    }
  `,
  styles: `
    section {
      margin-bottom: 16px;
      padding: 8px 12px;
      border-left: 3px solid var(--warning);
      background: var(--warning-tint);
      font-size: 14px;
    }
    blockquote {
      max-width: 76ch;
      margin: 4px 0;
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
  `,
})
export class ReturnedNoticeComponent {
  readonly #api = inject(ApiClient);
  readonly #saved = inject(BudgetSavedStore).latest;
  #of = '';
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly returned = signal<VersionView | null>(null);

  constructor() {
    effect(() => {
      const saved = this.#saved();
      const address = budgetAddress(this.programme(), this.project());
      if (saved) untracked(() => void this.#follow(address, saved.versionNumber, saved.status));
    });
  }

  /** Asked for once: the reasons stay as they are until the version is submitted again. */
  async #follow(address: string, versionNumber: number, status: string): Promise<void> {
    if (status !== 'RETURNED') return this.returned.set(null);
    if (this.returned()?.versionNumber === versionNumber && this.#of === address) return;
    this.#of = address;
    const answer = await this.#api.get<VersionsView>(`${address}/versions`, {}, { waits: false }).catch(() => null);
    const version = answer?.body.versions.find((one) => one.versionNumber === versionNumber);
    if (address === budgetAddress(this.programme(), this.project()) && this.#saved()?.status === 'RETURNED') this.returned.set(version?.status === 'RETURNED' ? version : null);
  }
}
