import type { SheetLanguage } from './sheet';
import { fold } from './plain-text';

export const SECTION_KINDS = ['lead', 'operators', 'summary', 'dates', 'category', 'update'] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

// Headings are compared folded (no case, no accents, `-` without spaces around it). Programmes word them a little differently from call to
// call, so a heading is a whole line that matches, never a line that merely contains a word.
const HEADINGS: Record<SheetLanguage, Record<SectionKind, RegExp>> = {
  fr: {
    lead: /^(l'|deuxieme |second |autre |co-?)?((coordonnees d[ue] (l')?)?(operateurs?|partenaires?|organismes?) )?(coordonnees du )?chefs? de file( du projet)?$/,
    operators: /^(((operateurs?|partenaires?|partenariat|beneficiaires?)( et budgets?( du projet| total)?| du projet)?)|budgets? ((et|par) (operateurs?|partenaires?)|du projet))$/,
    summary: /^(bref )?(resume|synthese|description|presentation)( succincte?)?( du projet)?$/,
    dates: /^(dates? de debut( et (date )?de fin)?|date de fin|dates|duree|periode|calendrier)( du projet)?$/,
    category: /^((denomination|intitule|libelle) )?(de la |des )?categories? d'intervention$/,
    update: /^(date de (la )?)?(derniere )?mise a jour( de la fiche)?$/,
  },
  nl: {
    lead: /^((de|tweede|andere|gegevens van de) )?(co-?)?(project(leider|verantwoordelijke)|leidende (project)?partner|hoofd(project)?partner|lead ?partner)( van het project)?$/,
    operators: /^(((project)?partners?|(project)?operatoren|partnerschap)( en (project)?budget(ten)?)?( van het project)?|budget (en|per) (project)?partners?)$/,
    summary: /^(korte )?(project)?(samenvatting|beschrijving|omschrijving)( van het project)?$/,
    dates: /^((begin|start|aanvangs)(-|datum) ?en einddat(um|a)|(begin|start|aanvangs|eind)datum|(project)?(periode|duur|data)|looptijd)( van het project)?$/,
    category: /^((benaming|omschrijving|naam|titel) van de )?(interventiecategorie(en)?|steunverleningscategorie)$/,
    update: /^((datum (van )?(de )?)?(laatste )?(bijwerking|update|aanpassing|actualisering|wijziging)|laatst bijgewerkt( op)?)( van de (project)?fiche)?$/,
  },
};

export function headingWords(text: string): { kind: SectionKind; language: SheetLanguage } | null {
  const words = fold(text).replace(/[ :.]+$/, '');
  for (const language of ['fr', 'nl'] as const) {
    const kind = SECTION_KINDS.find((candidate) => HEADINGS[language][candidate].test(words));
    if (kind) return { kind, language };
  }
  // A heading in both languages: `CHEF DE FILE / PROJECTLEIDER`.
  const [first, second, ...others] = words.includes('/') ? words.split(/ ?\/ ?/).map(headingWords) : [];
  return first && second && first.kind === second.kind && others.length === 0 ? first : null;
}

export type LabelField = 'name' | 'postcode' | 'city' | 'country' | 'start' | 'end';

const LABELS: Record<SheetLanguage, Record<LabelField, RegExp>> = {
  fr: {
    name: /^(nom|operateur|organisme|organisation|operateur chef de file|chef de file)$/,
    postcode: /^(code postal|cp)$/,
    city: /^(ville|localite|commune)$/,
    country: /^pays$/,
    start: /^(date de )?(debut|demarrage|commencement)( du projet)?$/,
    end: /^(date de )?(fin|cloture)( du projet)?$/,
  },
  nl: {
    name: /^(naam|projectpartner|organisatie|projectleider)$/,
    postcode: /^(postcode|postnummer)$/,
    city: /^(stad|gemeente|plaats|woonplaats)$/,
    country: /^land$/,
    start: /^(begin|start|aanvang|(begin|start|aanvangs)datum)( van het project)?$/,
    end: /^(einde|einddatum)( van het project)?$/,
  },
};

/** A line `label : value`, `label<tab>value` or `label 01/10/2017` whose label is one of the form's; `value` may be empty. */
export function labelled(text: string): { field: LabelField; value: string; language: SheetLanguage } | null {
  const at = text.search(/:|\t| {2}|\d/);
  const label = fold(at < 0 ? text : text.slice(0, at));
  if (label.length > 60) return null;
  const words = label.split(/ ?\/ ?/);
  for (const language of ['fr', 'nl'] as const) {
    const found = (Object.keys(LABELS.fr) as LabelField[]).find((field) => words.some((word) => LABELS[language][field].test(word)));
    if (found) return { field: found, value: at < 0 ? '' : text.slice(at).replace(/^[\s:]+/, '').trim(), language };
  }
  return null;
}

/** Several labelled values of one line, each for itself: `Code postal : 59039 Ville : Lille Pays : France`. */
export const labelledParts = (text: string): string[] => text.split(/(?<=\S)\s+(?=(?:code postal|cp|ville|localité|commune|pays|postcode|stad|gemeente|plaats|land)\s*:)/iu);

const HEAD_WORDS: Record<'who' | 'versant' | 'total' | 'fund' | 'between', Record<SheetLanguage, readonly string[]>> = {
  who: {
    fr: ['operateur', 'operateurs', 'partenaire', 'partenaires', 'beneficiaire', 'beneficiaires', 'organisme', 'organismes'],
    nl: ['projectpartner', 'projectpartners', 'partner', 'partners', 'operatoren', 'organisatie', 'organisaties'],
  },
  versant: { fr: ['versant', 'versants'], nl: ['gebiedsdeel', 'gebiedsdelen', 'deelgebied', 'deelgebieden'] },
  total: { fr: ['total', 'totaux', 'montant', 'montants'], nl: ['totaal', 'totale', 'totaalbudget', 'bedrag'] },
  fund: { fr: ['feder'], nl: ['efro'] },
  between: { fr: ['budget', 'budgets', 'du', 'de', 'et', 'projet', 'en', 'eur', 'euro', 'euros', 'cout', 'couts', 'nom', 'cofinancement', 'subvention', 'part'], nl: ['projectbudget', 'naam', 'cofinanciering', 'subsidie', 'kosten', 'steun', 'bijdrage', 'van', 'het'] },
};
const both = (words: Record<SheetLanguage, readonly string[]>): Set<string> => new Set([...words.fr, ...words.nl]);
const HEAD = { who: both(HEAD_WORDS.who), versant: both(HEAD_WORDS.versant), total: both(HEAD_WORDS.total), fund: both(HEAD_WORDS.fund), between: both(HEAD_WORDS.between) };

/**
 * Whether a line is (a part of) the head of the table: nothing but head words. `whole` when it names versant and fund, so that it can only be
 * that; otherwise it counts only beside another head line.
 */
export function tableHead(text: string): { whole: boolean; distinctive: boolean } | null {
  if (text.length > 1000 || /\d/.test(text)) return null;
  const folded = fold(text);
  if (folded.length > 120) return null;
  const words = folded.split(/[^a-z]+/).filter(Boolean);
  if (words.length === 0 || !words.every((word) => Object.values(HEAD).some((set) => set.has(word)))) return null;
  const has = (set: Set<string>) => words.some((word) => set.has(word));
  return { whole: has(HEAD.versant) && has(HEAD.fund), distinctive: has(HEAD.versant) || has(HEAD.fund) };
}

/** The language of which a line's words are: headings, labels and the table head speak; other lines do not. */
export function languageOfLine(text: string): SheetLanguage | null {
  if (text.length > 160) return null;
  const known = labelled(text)?.language;
  if (known) return known;
  if (!tableHead(text)?.distinctive) return null;
  const words = fold(text).split(/[^a-z]+/);
  return words.some((word) => HEAD_WORDS.versant.nl.includes(word) || HEAD_WORDS.fund.nl.includes(word)) ? 'nl' : 'fr';
}

const TOTAL = /^(totaux|totaa?l)( budget)?( general| du projet| projet| algemeen| van het project)?( en eur)?[ :]*$/;
export const isTotalWord = (text: string): boolean => text.length <= 60 && TOTAL.test(fold(text));
export const isSubtotalWord = (text: string): boolean => /^(sous-?totaux|sous-? ?total|subtotaal|tussentotaal)\b/.test(fold(text.slice(0, 60)));

// `OP associé`, `opérateur associé`, `associé(e)`, `geassocieerde projectpartner`, `geassocieerd` …
const ASSOCIATED = /^((op|pp|operateur|operator|partenaire|(project ?)?partner|organisme|organisatie)\.? ?)?(associe(\(?e?\)?)s?|assoc\.|geassocieerde?|geass(oc)?\.)( ?((project ?)?partner|organisatie|operator|pp|op)\.?)?$/;
export const isAssociatedWord = (text: string): boolean => text.length <= 60 && ASSOCIATED.test(fold(text));

const LEAD_MARK = /(?: ?[([] ?| [-–—] )((?:op[ée]rateur |partenaire )?chef de file|projectleider|projectverantwoordelijke|lead ?partner) ?[)\]]?$/iu;
const ASSOCIATED_MARK = / ?[([] ?((?:(?:op\.?|op[ée]rateur|partenaire) )?associ[ée]e?|geassocieerde? ?(?:projectpartner|partner|operator)?) ?[)\]]$/iu;

/** A name without the remark that some sheets put behind it, `(chef de file)` or `(OP associé)`, and what the remark says. */
export function withoutMark(name: string): { name: string; mark: string; says: 'LEAD' | 'ASSOCIATED' } | null {
  for (const [pattern, says] of [[LEAD_MARK, 'LEAD'], [ASSOCIATED_MARK, 'ASSOCIATED']] as const) {
    const found = pattern.exec(name);
    if (found && found.index > 0) return { name: name.slice(0, found.index).trim(), mark: found[1]!, says };
  }
  return null;
}

const PAGE_MARK = /^(page|pagina|blz\.?|p\.) ?\d{1,3}( ?(\/|sur|van|de|op) ?\d{1,3})?$/;
const BARE_PAGE_MARK = /^\d{1,3} ?\/ ?\d{1,3}$|^-\d{1,3}-$/;
const BANNER = /^(fiche( de)? projet|projectfiche)$/;
/** A footer such as `Page 2/3` or the form's own name. A bare `2/3` counts only where no text is expected. */
export const isPageMark = (text: string, amidText = false): boolean => {
  if (text.length > 40) return false;
  const words = fold(text);
  return PAGE_MARK.test(words) || (!amidText && (BARE_PAGE_MARK.test(words) || BANNER.test(words)));
};

// What cannot end a name: articles, prepositions and conjunctions of the two languages.
const CONNECTIVES = new Set(
  "de du des d' la le les l' et a au aux en pour par sur sous dans ou avec chez van het een voor met op of aan in bij tot te ter ten der den und".split(' '),
);
/** Whether a text breaks off: it ends with a comma, a hyphen, an opening parenthesis, or a word that must be followed by another. */
export function breaksOff(text: string): boolean {
  if (/[,(/&+:-]$|[\u2013\u2014]$/u.test(text)) return true;
  const last = fold(text).split(' ').at(-1) ?? '';
  return CONNECTIVES.has(last) || /^.?'$/.test(last);
}
