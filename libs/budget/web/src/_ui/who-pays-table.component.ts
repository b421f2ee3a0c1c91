import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PAYERS, type Payer, type WhoPaysView } from '@passerelle/budget/model';
import { VersantComponent } from '@passerelle/shared/ui';
import { AmountPipe, SayPipe } from '@passerelle/shared/web-kit';
import { RatePipe } from './rate.pipe';

export interface WhoPaysRow {
  readonly id: string;
  readonly name: string;
  /** Before the name: a project's code. */
  readonly code?: string;
  readonly versantCode?: string;
  readonly erdfRateBp?: number;
  readonly link?: readonly string[];
  readonly paid: WhoPaysView;
}

/** The programme's own words for the fund and for what operators pay themselves stand over the dictionary's. */
const KEYS: Readonly<Record<Payer, string>> = { ERDF: 'term.erdf', PUBLIC: 'coFinancing.kind.PUBLIC', AUTOMATIC_PUBLIC: 'coFinancing.kind.AUTOMATIC_PUBLIC', PRIVATE: 'coFinancing.kind.PRIVATE', OWN: 'term.ownContribution' };
/** Which figure says how it came about. */
const FIGURES: Readonly<Record<Payer, string>> = { ERDF: 'erdf', PUBLIC: 'sources', AUTOMATIC_PUBLIC: 'sources', PRIVATE: 'sources', OWN: 'own' };

/** Who pays how much of what, a row for each operator or project, with the difference; below them the sum, and the parts that add up to the whole. */
@Component({
  selector: 'pa-who-pays-table',
  imports: [AmountPipe, RatePipe, RouterLink, SayPipe, VersantComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './who-pays-table.component.html',
  styleUrl: './who-pays-table.component.css',
})
export class WhoPaysTableComponent {
  readonly rows = input.required<readonly WhoPaysRow[]>();
  readonly total = input.required<WhoPaysView>();
  readonly nameHead = input.required<string>();
  /** Whether figures can be asked how they came about; a programme's cannot. */
  readonly asks = input(false);
  readonly explain = output<string>();
  readonly payers = PAYERS;

  key(payer: Payer): string {
    return KEYS[payer];
  }

  ask(figure: Payer | 'total', rowId: string | null): void {
    const name = figure === 'total' ? 'total' : FIGURES[figure];
    this.explain.emit(rowId === null ? name : `${name}:${rowId}`);
  }

  pressed(event: KeyboardEvent, figure: Payer | 'total', rowId: string | null): void {
    if (event.key !== '?') return;
    event.preventDefault();
    event.stopPropagation();
    this.ask(figure, rowId);
  }
}
