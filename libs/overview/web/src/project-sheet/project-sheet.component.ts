import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { SheetOperatorView } from '@passerelle/overview/model';
import { TextComponent, VersantComponent } from '@passerelle/shared/ui';
import { DayPipe, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { FigureComponent } from '../_ui/figure.component';
import { ProjectStore } from '../_project/project.store';

/** The project sheet: the six sections of the published form, in its order, from what is stored now. */
@Component({
  selector: 'pa-project-sheet',
  imports: [DayPipe, FigureComponent, RouterLink, SayPipe, TextComponent, VersantComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'project-sheet' },
  templateUrl: './project-sheet.component.html',
})
export class ProjectSheetComponent {
  readonly store = inject(ProjectStore);
  readonly #session = inject(SessionStore);
  readonly mayReadHistory = computed(() => {
    const target = this.store.target();
    return target !== null && this.#session.may('project.readHistory', target);
  });
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly sheet = this.store.sheet;
  readonly downloads = computed(() => {
    const address = this.sheet() ? this.store.address() : '';
    return ['txt', 'csv', 'json'].map((format) => ({ format, address: `${address}/sheet.${format}` }));
  });

  constructor() {
    if (this.sheet()) void this.store.refresh();
  }

  isAssociated({ role }: SheetOperatorView): boolean {
    return role === 'ASSOCIATED';
  }

  print(): void {
    window.print();
  }
}
