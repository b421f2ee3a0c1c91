import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isEditable, type BudgetView } from '@passerelle/budget/model';
import { LanguageStore, SayPipe, SessionStore } from '@passerelle/shared/web-kit';

/** The ways of a budget out of Passerelle and back: as a workbook, as a table of lines, and the page on which they come in. */
@Component({
  selector: 'pa-exchange-links',
  imports: [RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav [attr.aria-label]="('workbook.export' | say) + ' / ' + ('workbook.import' | say)">
      <span aria-hidden="true">{{ 'workbook.export' | say }}</span>
      @for (download of downloads(); track download.key) {
        <a download [href]="download.address" [attr.aria-label]="('workbook.export' | say) + ': ' + ('workbook.export.' + download.key | say)">{{ 'workbook.export.' + download.key | say }}</a>
      }
      @if (mayImport()) {
        <a [routerLink]="['/programmes', programme(), 'projects', project(), 'budget', 'import']">{{ 'workbook.import' | say }}</a>
      }
    </nav>
  `,
  styles: `
    nav {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      margin-block: 4px;
    }
    @media print {
      nav {
        display: none;
      }
    }
  `,
})
export class ExchangeLinksComponent {
  readonly #language = inject(LanguageStore).language;
  readonly #session = inject(SessionStore);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly budget = input.required<BudgetView>();

  readonly mayImport = computed(() => {
    const { programmeId, projectId, operators, status, isWorking } = this.budget();
    return isWorking && isEditable(status) && operators.some(({ operatorId }) => this.#session.may('budget.changeLines', { programmeId, projectId, operatorId }));
  });
  readonly downloads = computed(() => {
    const address = `/api/programmes/${encodeURIComponent(this.programme())}/projects/${encodeURIComponent(this.project())}/budget`;
    const { isWorking, versionNumber } = this.budget();
    const version = isWorking ? '' : `&version=${versionNumber}`;
    return [['workbook', 'workbook'], ['table', 'lines.csv']].map(([key, path]) => ({ key, address: `${address}/${path}?language=${this.#language()}${version}` }));
  });
}
