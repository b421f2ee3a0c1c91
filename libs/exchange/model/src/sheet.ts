import type { Language, OperatorRole, Texts } from '@passerelle/shared/kernel';
import type { BasisPoints, Cents, RoundingRule } from '@passerelle/shared/money';
import type { FindingSeverity, SheetFindingCode } from './sheet-findings';

/** What the reader must know of a programme. Rates are basis points, the likeliest first. */
export interface SheetProgramme {
  readonly versants: readonly { readonly code: string; readonly names: Texts }[];
  readonly rates: readonly BasisPoints[];
  readonly roundingRule: RoundingRule;
  readonly acronymMaxLength: number;
}

/** The languages in which programmes publish their sheets. */
export type SheetLanguage = Extract<Language, 'fr' | 'nl'>;

/**
 * One row of the table. Amounts are cents; null for an associated operator, which never has a budget, and for what could not be read (an
 * error then says so). `versant` is the programme's code, or the text as printed when no versant of the programme is meant.
 */
export interface SheetOperator {
  readonly name: string;
  readonly versant: string;
  readonly role: OperatorRole;
  readonly totalCents: Cents | null;
  readonly erdfCents: Cents | null;
  /** 1-based lines of the source, both included: more than one where the name was wrapped. */
  readonly line: number;
  readonly lastLine: number;
}

export interface SheetLead {
  readonly name: string;
  readonly postcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

/** The project as the sheet names it; null where the sheet says nothing. Dates are ISO (2017-10-01). */
export interface SheetProject {
  readonly code: string | null;
  readonly acronym: string | null;
  readonly title: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly lastUpdate: string | null;
  readonly lead: SheetLead | null;
  /** Several categories are separated by line feeds. */
  readonly interventionCategory: string | null;
  /** Paragraphs and bullets as printed, lines separated by line feeds. */
  readonly summary: string | null;
}

export interface SheetAmounts {
  readonly totalCents: Cents;
  readonly erdfCents: Cents;
}

export interface PrintedTotals {
  readonly totalCents: Cents | null;
  readonly erdfCents: Cents | null;
}

export interface ProjectSheet {
  readonly language: SheetLanguage;
  readonly project: SheetProject;
  readonly operators: readonly SheetOperator[];
  readonly totals: {
    /** As the TOTAL row says; null where it says nothing. */
    readonly printed: PrintedTotals;
    /** A total is the sum of its rows. */
    readonly computed: SheetAmounts;
    /** Versant code → sum of its rows, for every versant with an operator. */
    readonly byVersant: Readonly<Record<string, SheetAmounts>>;
  };
  /** The rate that the rows follow; null where no row has an amount or none follows a rate. */
  readonly erdfRateBp: BasisPoints | null;
}

/** Something to know about the sheet. `line` is a 1-based line of the source, null where none can be named. */
export interface SheetFinding {
  readonly code: SheetFindingCode;
  readonly severity: FindingSeverity;
  readonly line: number | null;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What was recognised at all: data of the sheet, and the furniture around them (headings, table head, page marks). */
export type UnderstoodField =
  | 'code'
  | 'acronym'
  | 'title'
  | 'leadName'
  | 'leadPostcode'
  | 'leadCity'
  | 'leadCountry'
  | 'operator'
  | 'printedTotal'
  | 'summary'
  | 'startDate'
  | 'endDate'
  | 'interventionCategory'
  | 'lastUpdate'
  | 'heading'
  | 'tableHead'
  | 'pageMark';

export interface Understood {
  readonly field: UnderstoodField;
  readonly line: number;
  readonly lastLine: number;
  readonly value: string;
}

export interface SheetReading {
  readonly sheet: ProjectSheet;
  /** In the order of the lines; those without a line come first. */
  readonly findings: readonly SheetFinding[];
  readonly understood: readonly Understood[];
  /** The source, line by line, as findings and `understood` count it. */
  readonly lines: readonly string[];
}

/** A line of the source with its 1-based number. */
export interface SourceLine {
  readonly number: number;
  readonly text: string;
}
