import { refuseDefinition } from '@passerelle/programme/model';
import { flatRateRules } from '@passerelle/shared/dossiers';
import { DEMO_PROGRAMME } from './demo-programme';

describe('the demo programme', () => {
  it('is a definition that nothing speaks against', () => expect(refuseDefinition(DEMO_PROGRAMME)).toEqual([]));
  it('has the flat rates and the cost categories that the golden dossiers are worked out by', () => {
    const unnamed = DEMO_PROGRAMME.budgetRules?.flatRates.map(({ names: _, ...rule }) => rule);
    expect({ categories: DEMO_PROGRAMME.costCategories.map(({ code }) => code), flatRates: unnamed }).toEqual(flatRateRules());
  });
  it('has a flat rate for each of the five ways, a lump sum for each phase and unit costs of one and of several categories', () => {
    const { flatRates = [], lumpSums = [], unitCosts = [] } = DEMO_PROGRAMME.budgetRules ?? {};
    expect(flatRates.map(({ targetCategory }) => targetCategory)).toEqual(['STAFF', 'TRAVEL', 'OFFICE', 'OFFICE', 'OTHER']);
    expect(lumpSums.map(({ phase }) => phase)).toEqual(['PREPARATION', 'IMPLEMENTATION', 'CLOSURE']);
    expect(unitCosts.map(({ categoryCode }) => categoryCode)).toEqual(['EXTERNAL', null]);
  });
});
