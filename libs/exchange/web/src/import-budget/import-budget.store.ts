import { Injectable, computed, inject, signal } from '@angular/core';
import type { BudgetImported, BudgetImportPreview, ImportedDifference, TableMapping } from '@passerelle/exchange/model';
import { ApiClient, ApiProblem, LanguageStore } from '@passerelle/shared/web-kit';
import { RememberedMapping } from './remembered-mapping';

export const MAX_FILE_BYTES = 16 * 1024 * 1024;
export type DifferenceKind = ImportedDifference['kind'] | 'ALL';

/** A workbook or table on its way into a budget: chosen, understood, compared, accepted. Nothing is stored before the last step. */
@Injectable()
export class ImportBudgetStore {
  readonly #api = inject(ApiClient);
  readonly #language = inject(LanguageStore).language;
  readonly #remembered = inject(RememberedMapping);
  #asked = 0;
  #file: { readonly content: Blob; readonly name: string } | null = null;
  #place = { programme: '', project: '' };

  readonly step = signal<'choose' | 'reading' | 'preview' | 'accepting' | 'accepted'>('choose');
  readonly fileName = signal('');
  readonly preview = signal<BudgetImportPreview | null>(null);
  readonly accepted = signal<BudgetImported | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly kind = signal<DifferenceKind>('ALL');

  readonly changes = computed(() => changesOf(this.preview()?.counts));
  readonly kinds = computed(() => {
    const counts = this.preview()?.counts;
    if (!counts) return [];
    const of: readonly (readonly [DifferenceKind, number])[] = [['ALL', this.changes()], ['ADDED', counts.added], ['CHANGED', counts.changed], ['REMOVED', counts.removed], ['AGREED', counts.agreed]];
    return of.filter(([kind, count]) => kind === 'ALL' || count > 0).map(([kind, count]) => ({ kind, count }));
  });
  readonly differences = computed(() => (this.preview()?.differences ?? []).filter(({ kind }) => this.kind() === 'ALL' || kind === this.kind()));
  /** How many of this kind the server counted and did not list. */
  readonly notListed = computed(() => (this.kinds().find(({ kind }) => kind === this.kind())?.count ?? 0) - this.differences().length);
  readonly acceptedChanges = computed(() => changesOf(this.accepted()?.counts));
  readonly mayAccept = computed(() => this.step() === 'preview' && this.changes() > 0 && this.preview()?.counts.errors === 0);

  begin(programme: string, project: string): void {
    this.#place = { programme, project };
    this.again();
  }

  async readFile(content: Blob, name: string): Promise<void> {
    this.again();
    this.fileName.set(name);
    if (content.size > MAX_FILE_BYTES) return this.problem.set(new ApiProblem({ status: 413, code: 'workbook.import.too-large', params: { fileName: name } }));
    this.#file = { content, name };
    this.step.set('reading');
    const read = await this.#compare(null);
    const known = read?.table ? this.#remembered.recall(this.#place.project, read.table) : null;
    if (known && JSON.stringify(known) !== JSON.stringify(read?.table?.mapping)) await this.#compare(known);
  }

  /** The reader corrects what the table means: it is compared anew, and remembered. */
  async remap(change: Partial<TableMapping>): Promise<void> {
    const table = this.preview()?.table;
    if (!table) return;
    const mapping = { ...table.mapping, ...change };
    this.preview.update((preview) => preview && { ...preview, table: { ...table, mapping } });
    const read = await this.#compare(mapping);
    if (read?.table) this.#remembered.keep(this.#place.project, read.table);
  }

  /** Compares the same file with what stands now. */
  async compareAgain(): Promise<void> {
    await this.#compare(this.preview()?.table?.mapping ?? null);
  }

  /** Sends the same file with what its preview showed: what is stored is what was shown, or nothing. */
  async accept(): Promise<void> {
    const preview = this.preview();
    if (!preview || !this.#file || !this.mayAccept()) return;
    this.step.set('accepting');
    this.problem.set(null);
    try {
      const { body } = await this.#api.upload<BudgetImported>(this.#path(''), { fingerprint: preview.fingerprint, ...fieldsOf(preview.table?.mapping ?? null) }, this.#file.content, this.#file.name, { ifMatch: `"${preview.revision}"` });
      this.accepted.set(body);
      this.step.set('accepted');
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
      this.step.set('preview');
    }
  }

  /** Another file. */
  again(): void {
    this.#asked += 1;
    this.#file = null;
    this.preview.set(null);
    this.accepted.set(null);
    this.problem.set(null);
    this.fileName.set('');
    this.kind.set('ALL');
    this.step.set('choose');
  }

  async #compare(mapping: TableMapping | null): Promise<BudgetImportPreview | null> {
    const file = this.#file;
    if (!file) return null;
    const asked = (this.#asked += 1);
    this.problem.set(null);
    try {
      const { body } = await this.#api.upload<BudgetImportPreview>(this.#path('/preview'), fieldsOf(mapping), file.content, file.name);
      if (asked !== this.#asked) return null;
      this.preview.set(body);
      if (!this.kinds().some(({ kind }) => kind === this.kind())) this.kind.set('ALL');
      this.step.set('preview');
      return body;
    } catch (thrown) {
      if (asked !== this.#asked) return null;
      this.problem.set(ApiProblem.from(thrown));
      this.step.set(this.preview() ? 'preview' : 'choose');
      return null;
    }
  }

  #path(act: string): string {
    const { programme, project } = this.#place;
    return `/api/programmes/${encodeURIComponent(programme)}/projects/${encodeURIComponent(project)}/budget/imports${act}?language=${this.#language()}`;
  }
}

const fieldsOf = (mapping: TableMapping | null): Record<string, string> => (mapping ? { mapping: JSON.stringify(mapping) } : {});
const changesOf = (counts: BudgetImportPreview['counts'] | undefined): number => (counts ? counts.added + counts.changed + counts.removed + counts.agreed : 0);
