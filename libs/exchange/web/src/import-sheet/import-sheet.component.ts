import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageTitleDirective, ProblemPageComponent, VersantComponent } from '@passerelle/shared/ui';
import { AmountPipe, DayPipe, ProblemComponent, ProgrammeStore, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { ImportSheetStore } from './import-sheet.store';

/** A published sheet comes in: its source beside what was understood of it. Accepting is the only thing here that stores anything. */
@Component({
  selector: 'pa-import-sheet',
  imports: [AmountPipe, DayPipe, PageTitleDirective, ProblemComponent, ProblemPageComponent, RouterLink, SayPipe, VersantComponent],
  providers: [ImportSheetStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-sheet.component.html',
})
export class ImportSheetComponent {
  readonly store = inject(ImportSheetStore);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #session = inject(SessionStore);
  readonly #programme = inject(ProgrammeStore).current;
  readonly programme = input.required<string>();
  readonly dragging = signal(false);

  readonly mayImport = computed(() => {
    const programmeId = this.#programme()?.programmeId;
    return programmeId !== undefined && this.#session.may('exchange.importSheet', { programmeId });
  });
  readonly printedDiffers = computed(() => {
    const preview = this.store.preview();
    const differs = (part: 'totalCents' | 'erdfCents'): boolean => !!preview && preview.printed[part] !== null && preview.printed[part] !== preview.computed[part];
    return { total: differs('totalCents'), erdf: differs('erdfCents') };
  });
  readonly comparison = computed(() => {
    if (this.printedDiffers().total || this.printedDiffers().erdf) return 'differ';
    const printed = this.store.preview()?.printed;
    return printed?.totalCents === null || printed?.erdfCents === null ? 'incomplete' : 'agree';
  });

  constructor() {
    const injector = inject(Injector);
    effect(() => {
      const programme = this.programme();
      if (this.mayImport()) untracked(() => void this.store.begin(programme));
    });
    effect(() => {
      const step = this.store.step();
      if (step === 'preview' || step === 'accepted') afterNextRender(() => this.#focus('.outcome'), { injector });
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

  goToLine(event: Event, line: number): void {
    event.preventDefault();
    this.#focus(`#line-${line}`);
  }

  #focus(selector: string): void {
    const element = this.#host.nativeElement.querySelector<HTMLElement>(selector);
    element?.scrollIntoView?.({ block: 'nearest' });
    element?.focus();
  }
}
