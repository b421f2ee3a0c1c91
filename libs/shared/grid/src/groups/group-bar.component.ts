import { ChangeDetectionStrategy, Component, ViewEncapsulation, computed, input } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';
import { DEEPEST, type GridGroups } from './grid-groups';

/** By what the rows are put together: the reader chooses, for herself. */
@Component({
  selector: 'pa-group-bar',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  host: { class: 'pa-groups' },
  template: `
    @for (level of levels(); track level) {
      <label>
        {{ (level === 0 ? 'grid.group.by' : 'grid.group.thenBy') | say }}
        <select #choice (change)="groups().choose(level, choice.value)">
          <option value="" [selected]="!groups().chosen()[level]">{{ 'grid.group.none' | say }}</option>
          @for (key of offered(level); track key.id) {
            <option [value]="key.id" [selected]="groups().chosen()[level]?.id === key.id">{{ key.head }}</option>
          }
        </select>
      </label>
    }
    @if (groups().chosen().length > 0) {
      <button type="button" class="pa-bar-button" (click)="groups().setAllOpen(false)">{{ 'grid.group.closeAll' | say }}</button>
      <button type="button" class="pa-bar-button" (click)="groups().setAllOpen(true)">{{ 'grid.group.openAll' | say }}</button>
    }
  `,
})
export class GroupBarComponent<Row> {
  readonly groups = input.required<GridGroups<Row>>();
  readonly keys = input.required<readonly { readonly id: string; readonly head: string }[]>();
  readonly levels = computed(() => Array.from({ length: Math.min(DEEPEST, this.groups().chosen().length + 1) }, (_, level) => level));

  /** What is not chosen further out. */
  offered(level: number): readonly { readonly id: string; readonly head: string }[] {
    const outer = this.groups().chosen().slice(0, level);
    return this.keys().filter(({ id }) => !outer.some((key) => key.id === id));
  }
}
