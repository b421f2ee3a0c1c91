import type { ProgrammeDefinition } from '@passerelle/programme/model';
import { DEMO_BUDGET_RULES } from './demo-budget-rules';

const texts = (fr: string, nl: string, en: string, de: string) => ({ fr, nl, en, de });

/** Interreg V France-Wallonie-Vlaanderen, the reference: rates by kind of project and names of priorities are our reading of its public pages. */
export const DEMO_PROGRAMME: ProgrammeDefinition = {
  code: 'FWVL',
  names: texts('Interreg France-Wallonie-Vlaanderen', 'Interreg France-Wallonie-Vlaanderen', 'Interreg France-Wallonie-Vlaanderen', 'Interreg France-Wallonie-Vlaanderen'),
  currency: 'EUR',
  roundingRule: 'CUT',
  acronymMaxLength: 20,
  terms: {},
  versants: [
    { code: 'FR', names: texts('Versant français', 'Frans gebiedsdeel', 'French versant', 'Französisches Teilgebiet'), country: 'FR' },
    { code: 'WA', names: texts('Versant wallon', 'Waals gebiedsdeel', 'Walloon versant', 'Wallonisches Teilgebiet'), country: 'BE' },
    { code: 'VL', names: texts('Versant flamand', 'Vlaams gebiedsdeel', 'Flemish versant', 'Flämisches Teilgebiet'), country: 'BE' },
  ],
  funds: [{ code: 'ERDF', names: texts('FEDER', 'EFRO', 'ERDF', 'EFRE') }],
  projectTypes: [
    { code: 'SINGLE', names: texts('Projet', 'Project', 'Project', 'Projekt'), erdfRateBp: 5000, operatorRateAllowed: false },
    { code: 'PORTFOLIO', names: texts('Projet d’un portefeuille', 'Project van een projectenportefeuille', 'Project of a portfolio', 'Projekt eines Portfolios'), erdfRateBp: 5500, operatorRateAllowed: false },
    { code: 'SMALL_SCALE', names: texts('Micro-projet', 'Microproject', 'Small-scale project', 'Kleinprojekt'), erdfRateBp: 10_000, operatorRateAllowed: false },
    { code: 'SINGLE_VI', names: texts('Projet (Interreg VI)', 'Project (Interreg VI)', 'Project (Interreg VI)', 'Projekt (Interreg VI)'), erdfRateBp: 6000, operatorRateAllowed: true },
  ],
  costCategories: [
    { code: 'STAFF', names: texts('Frais de personnel', 'Personeelskosten', 'Staff costs', 'Personalkosten'), masked: true },
    { code: 'OFFICE', names: texts('Frais de bureau et administratifs', 'Kantoor- en administratiekosten', 'Office and administration', 'Büro- und Verwaltungskosten') },
    { code: 'TRAVEL', names: texts('Frais de déplacement et d’hébergement', 'Reis- en verblijfkosten', 'Travel and accommodation', 'Reise- und Unterbringungskosten') },
    { code: 'EXTERNAL', names: texts('Frais d’expertise externe et de services', 'Kosten voor externe deskundigheid en diensten', 'External expertise and services', 'Externe Expertise und Dienstleistungen') },
    { code: 'EQUIPMENT', names: texts('Frais d’équipement', 'Kosten voor uitrusting', 'Equipment', 'Ausrüstungskosten') },
    { code: 'WORKS', names: texts('Frais d’infrastructures et de travaux', 'Kosten voor infrastructuur en werken', 'Infrastructure and works', 'Infrastruktur- und Bauarbeiten') },
    { code: 'OTHER', names: texts('Autres coûts (taux forfaitaire)', 'Overige kosten (forfaitair percentage)', 'Other costs (flat rate)', 'Sonstige Kosten (Pauschalsatz)'), kind: 'FLAT_RATE' },
    { code: 'LUMP_SUM', names: texts('Montants forfaitaires', 'Vaste bedragen', 'Lump sums', 'Pauschalbeträge'), kind: 'LUMP_SUM' },
    { code: 'UNIT_COST', names: texts('Coûts unitaires sur plusieurs catégories', 'Eenheidskosten over verschillende categorieën', 'Unit costs over several categories', 'Kosten je Einheit über mehrere Kategorien'), kind: 'UNIT_COST' },
  ],
  budgetRules: DEMO_BUDGET_RULES,
  priorities: [
    {
      code: '1',
      names: texts('Recherche, innovation et transfert', 'Onderzoek, innovatie en overdracht', 'Research, innovation and transfer', 'Forschung, Innovation und Transfer'),
      specificObjectives: [],
    },
    { code: '2', names: texts('Compétitivité des PME', 'Concurrentievermogen van kmo’s', 'Competitiveness of SMEs', 'Wettbewerbsfähigkeit der KMU'), specificObjectives: [] },
    {
      code: '3',
      names: texts('Patrimoine, ressources et gestion des risques', 'Erfgoed, hulpbronnen en risicobeheer', 'Heritage, resources and risk management', 'Erbe, Ressourcen und Risikomanagement'),
      specificObjectives: [],
    },
    {
      code: '4',
      names: texts('Cohésion et identité commune des territoires', 'Samenhang en gemeenschappelijke identiteit van de gebieden', 'Cohesion and common identity of the territories', 'Zusammenhalt und gemeinsame Identität der Gebiete'),
      specificObjectives: [
        { code: '4.7', names: texts('Offre sanitaire transfrontalière', 'Grensoverschrijdend zorgaanbod', 'Cross-border health services', 'Grenzüberschreitendes Gesundheitsangebot') },
        { code: '4.8', names: texts('Inclusion sociale des publics fragilisés', 'Sociale inclusie van kwetsbare groepen', 'Social inclusion of vulnerable groups', 'Soziale Eingliederung benachteiligter Gruppen') },
        { code: '4.9', names: texts('Emploi transfrontalier', 'Grensoverschrijdende tewerkstelling', 'Cross-border employment', 'Grenzüberschreitende Beschäftigung') },
      ],
    },
  ],
  interventionCategories: [
    {
      code: '109',
      names: texts(
        'Inclusion active, y compris en vue de promouvoir l’égalité des chances, la participation active et une meilleure aptitude à l’emploi.',
        'Actieve inclusie, onder meer met het oog op de bevordering van gelijke kansen, actieve participatie en een betere inzetbaarheid.',
        'Active inclusion, including with a view to promoting equal opportunities and active participation, and improving employability.',
        'Aktive Inklusion, nicht zuletzt durch die Förderung der Chancengleichheit und aktiver Beteiligung, und Verbesserung der Beschäftigungsfähigkeit.',
      ),
    },
    {
      code: '112',
      names: texts(
        'Amélioration de l’accès à des services abordables, durables et de qualité, y compris les soins de santé et les services sociaux d’intérêt général.',
        'Verbetering van de toegang tot betaalbare, duurzame en hoogwaardige diensten, met inbegrip van gezondheidszorg en sociale diensten van algemeen belang.',
        'Enhancing access to affordable, sustainable and high-quality services, including health care and social services of general interest.',
        'Verbesserung des Zugangs zu erschwinglichen, nachhaltigen und hochwertigen Dienstleistungen, einschließlich Gesundheitsversorgung und Sozialdienstleistungen von allgemeinem Interesse.',
      ),
    },
  ],
};
