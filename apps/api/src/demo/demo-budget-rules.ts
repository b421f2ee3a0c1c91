import type { BudgetRules, FlatRate } from '@passerelle/programme/model';

const texts = (fr: string, nl: string, en: string, de: string) => ({ fr, nl, en, de });
const always = { validFrom: null, validTo: null };
const base = (...categoryCodes: string[]): FlatRate['base'] => categoryCodes.map((categoryCode) => ({ categoryCode, onlyIfReal: false }));
const upTo = (rateBp: number): FlatRate['rate'] => ({ kind: 'MAXIMUM', rateBp });
const closesTarget: FlatRate['closes'] = { mode: 'ONLY', categoryCodes: [] };

/**
 * Simplified costs and thresholds of the demo programme. Bases and ceilings are those of the regulations; amounts and prices of the catalogue, and the percentages of the
 * shift rules, are a sample and no programme's published figures.
 */
export const DEMO_BUDGET_RULES: BudgetRules = {
  flatRates: [
    {
      code: 'STAFF_FLAT',
      names: texts('Personnel au taux forfaitaire sur les autres coûts directs', 'Personeel tegen een forfaitair percentage van de andere directe kosten', 'Staff at a flat rate on the other direct costs', 'Personal zum Pauschalsatz auf die übrigen direkten Kosten'),
      targetCategory: 'STAFF',
      base: [{ categoryCode: 'TRAVEL', onlyIfReal: true }, ...base('EXTERNAL', 'EQUIPMENT', 'WORKS')],
      rate: upTo(2000),
      order: 1,
      excludes: ['OTHER_ON_STAFF'],
      closes: closesTarget,
      source: '(EU) 2021/1060 art. 55(1); (EU) 2021/1059 art. 39(3)(c)',
      ...always,
    },
    {
      code: 'TRAVEL_ON_STAFF',
      names: texts('Déplacements et hébergement au taux forfaitaire sur le personnel', 'Reis en verblijf tegen een forfaitair percentage van het personeel', 'Travel and accommodation at a flat rate on staff', 'Reise und Unterbringung zum Pauschalsatz auf das Personal'),
      targetCategory: 'TRAVEL',
      base: base('STAFF'),
      rate: upTo(1500),
      order: 2,
      excludes: ['OTHER_ON_STAFF'],
      closes: closesTarget,
      source: '(EU) 2021/1059 art. 41(5)',
      ...always,
    },
    {
      code: 'OFFICE_ON_STAFF',
      names: texts('Bureau et administration au taux forfaitaire sur le personnel', 'Kantoor en administratie tegen een forfaitair percentage van het personeel', 'Office and administration at a flat rate on staff', 'Büro und Verwaltung zum Pauschalsatz auf das Personal'),
      targetCategory: 'OFFICE',
      base: base('STAFF'),
      rate: upTo(1500),
      order: 3,
      excludes: ['OFFICE_ON_DIRECT', 'OTHER_ON_STAFF'],
      closes: closesTarget,
      source: '(EU) 2021/1060 art. 54(b); (EU) 2021/1059 art. 40(2)',
      ...always,
    },
    {
      code: 'OFFICE_ON_DIRECT',
      names: texts('Bureau et administration au taux forfaitaire sur tous les coûts directs', 'Kantoor en administratie tegen een forfaitair percentage van alle directe kosten', 'Office and administration at a flat rate on all direct costs', 'Büro und Verwaltung zum Pauschalsatz auf alle direkten Kosten'),
      targetCategory: 'OFFICE',
      base: base('STAFF', 'TRAVEL', 'EXTERNAL', 'EQUIPMENT', 'WORKS'),
      rate: upTo(700),
      order: 3,
      excludes: ['OFFICE_ON_STAFF', 'OTHER_ON_STAFF'],
      closes: closesTarget,
      source: '(EU) 2021/1060 art. 54(a)',
      ...always,
    },
    {
      code: 'OTHER_ON_STAFF',
      names: texts('Tous les autres coûts au taux forfaitaire sur le personnel', 'Alle overige kosten tegen een forfaitair percentage van het personeel', 'All other costs at a flat rate on staff', 'Alle übrigen Kosten zum Pauschalsatz auf das Personal'),
      targetCategory: 'OTHER',
      base: base('STAFF'),
      rate: upTo(4000),
      order: 4,
      excludes: ['STAFF_FLAT', 'TRAVEL_ON_STAFF', 'OFFICE_ON_STAFF', 'OFFICE_ON_DIRECT'],
      closes: { mode: 'ALL_BUT', categoryCodes: ['STAFF', 'LUMP_SUM'] },
      source: '(EU) 2021/1060 art. 56(1)',
      ...always,
    },
  ],
  lumpSums: [
    { code: 'PREPARATION', names: texts('Préparation du projet', 'Voorbereiding van het project', 'Preparation of the project', 'Vorbereitung des Projekts'), phase: 'PREPARATION', amountCents: 1_050_000, ...always },
    { code: 'COORDINATION', names: texts('Coordination du partenariat', 'Coördinatie van het partnerschap', 'Coordination of the partnership', 'Koordinierung der Partnerschaft'), phase: 'IMPLEMENTATION', amountCents: 2_400_000, ...always },
    { code: 'CLOSURE', names: texts('Clôture du projet', 'Afsluiting van het project', 'Closure of the project', 'Abschluss des Projekts'), phase: 'CLOSURE', amountCents: 630_000, ...always },
  ],
  unitCosts: [
    {
      code: 'EXPERT_DAY',
      names: texts('Journée d’expertise externe', 'Dag externe deskundigheid', 'Day of external expertise', 'Tag externer Expertise'),
      unitNames: texts('jour', 'dag', 'day', 'Tag'),
      unitPriceCents: 48_500,
      categoryCode: 'EXTERNAL',
      ...always,
    },
    {
      code: 'CROSS_BORDER_EVENT',
      names: texts('Rencontre transfrontalière', 'Grensoverschrijdende ontmoeting', 'Cross-border event', 'Grenzüberschreitende Begegnung'),
      unitNames: texts('participant', 'deelnemer', 'participant', 'Teilnehmer'),
      unitPriceCents: 7_450,
      categoryCode: null,
      ...always,
    },
  ],
  shiftRules: [
    { level: 'CONTACT_POINT', of: 'CATEGORY', overBp: 500 },
    { level: 'COMMITTEE', of: 'CATEGORY', overBp: 1000 },
    { level: 'CONTACT_POINT', of: 'OPERATOR', overBp: 500 },
    { level: 'COMMITTEE', of: 'OPERATOR', overBp: 1500 },
    { level: 'COMMITTEE', of: 'PROJECT', overBp: 2000 },
  ],
};
