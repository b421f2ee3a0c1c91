import { abRefugiesGolden } from '@passerelle/shared/dossiers';
import type { SheetOperatorView } from './projects.contract';
import { totalsByVersant } from './sheet.rules';

it('sums AB Réfugiés by versant as verified: FR 590 127,46 / 295 063,73, VL 399 058,13 / 199 529,06, WA 400 554,59 / 200 277,29', () => {
  const operators = abRefugiesGolden.operators.map((o) => ({
    operatorId: String(o.n), name: o.name, role: o.associated ? 'ASSOCIATED' : o.lead ? 'LEAD' : 'PARTNER', versantCode: o.versant, totalCents: o.budget_cents, erdfCents: o.feder_cents,
  })) as SheetOperatorView[];
  const byVersant = Object.fromEntries(totalsByVersant(operators).map((v) => [v.versantCode, [v.operatorCount, v.associatedCount, v.totalCents, v.erdfCents]]));
  expect(byVersant).toEqual({ FR: [9, 6, 59012746, 29506373], VL: [1, 0, 39905813, 19952906], WA: [4, 2, 40055459, 20027729] });
});
