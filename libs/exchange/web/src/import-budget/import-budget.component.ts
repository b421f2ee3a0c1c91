import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LanguageStore, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { ImportBudgetStore } from './import-budget.store';
import { ImportDifferencesComponent } from './import-differences.component';
import { TableMappingComponent } from './table-mapping.component';

/** A workbook, or somebody's own table, comes into the budget: what it would change, then, once it is accepted, the change. */
@Component({
  selector: 'pa-import-budget',
  imports: [ImportDifferencesComponent, ProblemComponent, RouterLink, SayPipe, TableMappingComponent],
  providers: [ImportBudgetStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-budget.component.html',
  styleUrl: './import-budget.component.css',
})
export class ImportBudgetComponent {
  readonly store = inject(ImportBudgetStore);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #language = inject(LanguageStore).language;
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly dragging = signal(false);
  readonly errorsShown = signal(ERRORS_AT_ONCE);

  readonly downloads = computed(() => {
    const address = `/api/programmes/${encodeURIComponent(this.programme())}/projects/${encodeURIComponent(this.project())}/budget`;
    return ['workbook', 'lines.csv'].map((path) => ({ key: path === 'workbook' ? 'workbook' : 'table', address: `${address}/${path}?language=${this.#language()}` }));
  });
  readonly errors = computed(() => (this.store.preview()?.errors ?? []).slice(0, this.errorsShown()));
  readonly moreErrors = computed(() => (this.store.preview()?.counts.errors ?? 0) - this.errors().length);
  readonly listedErrors = computed(() => this.store.preview()?.errors.length ?? 0);

  constructor() {
    const injector = inject(Injector);
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => this.store.begin(programme, project));
    });
    let before = '';
    effect(() => {
      const step = this.store.step();
      if ((step === 'preview' && before === 'reading') || step === 'accepted') afterNextRender(() => this.#host.nativeElement.querySelector<HTMLElement>('.outcome')?.focus(), { injector });
      before = step;
    });
  }

  chosen(event: Event): void {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    field.value = ''; // the same file may be chosen again after it was corrected
    if (file) void this.store.readFile(file, file.name);
  }

  dragged(event: DragEvent, over: boolean): void {
    event.preventDefault();
    this.dragging.set(over);
  }

  dropped(event: DragEvent): void {
    this.dragged(event, false);
    const file = event.dataTransfer?.files[0];
    if (file) void this.store.readFile(file, file.name);
  }

  leaveOut(row: number): void {
    const leftOut = this.store.preview()?.table?.mapping.leftOut ?? [];
    void this.store.remap({ leftOut: [...leftOut, row] });
  }

  showMoreErrors(): void {
    this.errorsShown.update((shown) => shown + ERRORS_AT_ONCE);
  }
}

const ERRORS_AT_ONCE = 50;
