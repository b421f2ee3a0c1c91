import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUDGET_STATUSES, isEditable } from '@passerelle/budget/model';
import { PERMISSIONS } from '@passerelle/shared/kernel';
import { LIFECYCLE, lifecycleDocument, mayOpenModification, transitionOf, type VersionState } from './lifecycle.rules';

describe('the life of a version', () => {
  it('reaches every state from the beginning, and none from which there is no way on but an approved one', () => {
    const reached = new Set<VersionState>(['NONE']);
    for (const _ of LIFECYCLE) for (const { from, to } of LIFECYCLE) if (reached.has(from)) reached.add(to);
    expect([...reached].sort()).toEqual(['NONE', ...BUDGET_STATUSES].sort());
    expect(BUDGET_STATUSES.filter((status) => !LIFECYCLE.some(({ from }) => from === status))).toEqual(['APPROVED']);
  });

  it('says once what an act makes of a version, and who does it', () => {
    const ways = LIFECYCLE.map(({ from, act, of }) => `${from} ${act} ${of}`);
    expect(new Set(ways).size).toBe(ways.length);
    expect(LIFECYCLE.filter(({ who }) => !(who in PERMISSIONS))).toEqual([]);
  });

  it('lets a version be changed exactly while the budget says that it is edited', () => {
    for (const status of BUDGET_STATUSES) expect([status, !!transitionOf({ status, isWorking: true, basedOn: null }, 'changeBudget')]).toEqual([status, isEditable(status)]);
  });

  it('acts on the latest version alone, and withdraws modifications alone', () => {
    expect(transitionOf({ status: 'DRAFT', isWorking: false, basedOn: 1 }, 'submitBudget')).toBeNull();
    expect(transitionOf({ status: 'DRAFT', isWorking: true, basedOn: null }, 'withdrawModification')).toBeNull();
    expect(transitionOf({ status: 'RETURNED', isWorking: true, basedOn: 1 }, 'withdrawModification')?.to).toBe('NONE');
    expect(BUDGET_STATUSES.filter((status) => mayOpenModification({ status, isWorking: true }))).toEqual(['APPROVED']);
    expect(mayOpenModification({ status: 'APPROVED', isWorking: false })).toBe(false);
  });

  it('is drawn in docs/budget-lifecycle.md just as it is (WRITE_LIFECYCLE=on writes it)', () => {
    const file = path.resolve(__dirname, '../../../../docs/budget-lifecycle.md');
    if (process.env['WRITE_LIFECYCLE']) writeFileSync(file, lifecycleDocument());
    expect(readFileSync(file, 'utf8')).toBe(lifecycleDocument());
  });
});
