import type { GridSelection } from '../selection/grid-selection';
import type { GridSheet } from '../sheet';
import type { GridGroups } from './grid-groups';

/** Opens and closes groups where their heads stand. */
export class GroupTurns<Row> {
  constructor(
    private readonly sheet: GridSheet<Row>,
    private readonly selection: GridSelection<Row>,
    private readonly groups: GridGroups<Row>,
  ) {}

  /** The group whose head is in use; the other way round where nothing is said. False where no head is in use. */
  turn(isOpen?: boolean): boolean {
    const group = this.sheet.group(this.selection.current().active.row);
    if (!group) return false;
    this.groups.setOpen(group.id, isOpen ?? !group.isOpen);
    return true;
  }

  clicked({ target }: MouseEvent): void {
    const sign = target instanceof Element ? target.closest('.pa-group-sign, .pa-group-label') : null;
    const cell = sign?.closest('.ag-cell');
    const place = cell && this.selection.placeOfElement(cell);
    const group = place && this.sheet.group(place.row);
    if (group) this.groups.setOpen(group.id, !group.isOpen);
  }
}
