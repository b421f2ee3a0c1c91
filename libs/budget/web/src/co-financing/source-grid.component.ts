import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, viewChild } from '@angular/core';
import { GridComponent, type CellAddress, type RowWanted } from '@passerelle/shared/grid';
import { LanguageStore, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { CoFinancingStore } from './co-financing.store';
import { byOperator, sourceColumns } from './source-columns';
import type { SourceRow } from './source-requests';

/** The sources of all operators on a wide screen: one grid, a group for each operator with what its sources come to. */
@Component({
  selector: 'pa-source-grid',
  imports: [GridComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <pa-grid
      [label]="'coFinancing.sources' | say"
      [columns]="columns()"
      [rows]="store.rows()"
      [rowId]="rowId"
      [rowName]="rowName"
      [states]="store.states()"
      [remember]="remembered()"
      (arrived)="stands.set(true)"
      [rowsChange]="store.mayChangeSome()"
      [groupKeys]="groups()"
      [groupedBy]="grouped"
      (acted)="store.act($event)"
      (insertRow)="insert($event)"
      (deleteRows)="store.remove($event)"
      (undo)="undo()"
      (redo)="redo()"
      (editing)="typing.emit($event)"
    />
  `,
})
export class SourceGridComponent {
  readonly store = inject(CoFinancingStore);
  readonly #language = inject(LanguageStore).language;
  readonly #say = inject(Say);
  readonly #session = inject(SessionStore);
  /** The cell that is to be looked at, once it stands. */
  readonly wanted = input<CellAddress | null>(null);
  readonly typing = output<boolean>();
  readonly stands = signal(false);
  private readonly grid = viewChild.required<GridComponent<SourceRow>>(GridComponent);
  readonly grouped = ['operator'];
  readonly rowId = ({ sourceId }: SourceRow): string => sourceId;
  readonly rowName = ({ name, operatorId }: SourceRow): string => [this.store.operatorName(operatorId), name || this.#say.say('coFinancing.unnamed')].join(' · ');
  readonly columns = computed(() =>
    sourceColumns({
      say: (key, params) => this.#say.say(key, params),
      language: this.#language(),
      rows: this.store.rows(),
      mayEdit: ({ operatorId }) => this.store.mayChange(operatorId),
      lockedReason: ({ operatorId }) => this.#say.say(this.store.isOpen() ? 'budget.may-not-change' : 'coFinancing.closed', { operator: this.store.operatorName(operatorId) }),
    }),
  );
  readonly groups = computed(() => [byOperator((key, params) => this.#say.say(key, params), this.store.view()?.operators ?? [])]);
  /** Her own view of the columns: it is nobody else's on this device. */
  readonly remembered = computed(() => {
    const personId = this.#session.person()?.personId;
    return personId ? `co-financing.${personId}` : null;
  });

  constructor() {
    effect(() => {
      const cell = this.wanted();
      if (cell && this.stands()) this.#look(cell);
    });
  }

  /** A new source stands with the operator of the row beside which it is wanted. */
  insert({ rowId }: RowWanted): void {
    const operatorId = this.store.rows().find(({ sourceId }) => sourceId === rowId)?.operatorId;
    if (operatorId && this.store.mayChange(operatorId)) this.#look({ rowId: this.store.add(operatorId), columnId: 'name' });
  }

  undo(): void {
    this.grid().returned('undone', this.store.undo());
  }

  redo(): void {
    this.grid().returned('redone', this.store.redo());
  }

  #look(cell: CellAddress): void {
    // Once the row stands.
    setTimeout(() => this.grid().focusCell(cell));
  }
}
