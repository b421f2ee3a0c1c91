import { AG_GRID_LOCALE_DE, AG_GRID_LOCALE_EN, AG_GRID_LOCALE_FR, AG_GRID_LOCALE_NL } from '@ag-grid-community/locale';
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  CustomEditorModule,
  EventApiModule,
  LocaleModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowAutoHeightModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  createGrid,
  themeQuartz,
  type GridApi,
  type GridOptions,
} from 'ag-grid-community';
import type { Language } from '@passerelle/shared/kernel';

// One by one: the whole grid is half as large again.
const MODULES = [
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  CustomEditorModule,
  EventApiModule,
  LocaleModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowAutoHeightModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
];

/** AG Grid's own words, mostly for screen readers. */
const WORDS: Readonly<Record<Language, Record<string, string>>> = {
  fr: AG_GRID_LOCALE_FR,
  nl: AG_GRID_LOCALE_NL,
  en: AG_GRID_LOCALE_EN,
  de: AG_GRID_LOCALE_DE,
};

/** The grid in the page's own tokens, so that light, dark and forced colours reach it without a second theme. */
const theme = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 14,
  headerFontSize: 12,
  headerFontWeight: 550,
  spacing: 4,
  rowHeight: 40,
  headerHeight: 40,
  cellHorizontalPadding: 6,
  browserColorScheme: 'inherit',
  foregroundColor: 'var(--ink)',
  backgroundColor: 'var(--paper)',
  chromeBackgroundColor: 'var(--paper)',
  headerBackgroundColor: 'var(--paper)',
  headerTextColor: 'var(--ink-2)',
  cellTextColor: 'var(--ink)',
  borderColor: 'var(--line)',
  accentColor: 'var(--accent)',
  oddRowBackgroundColor: 'var(--paper)',
  rowHoverColor: 'var(--accent-tint)',
  tooltipBackgroundColor: 'var(--paper)',
  tooltipTextColor: 'var(--ink)',
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  borderRadius: 0,
  columnBorder: true,
  headerColumnBorder: true,
  pinnedColumnBorder: { width: 1, color: 'var(--line-strong)' },
  pinnedRowBorder: { width: 1, color: 'var(--line-strong)' },
  headerRowBorder: { width: 1, color: 'var(--line-strong)' },
});

/** The one place that loads AG Grid: the grid component fetches it when a grid is first shown. */
export function createAgGrid<Row>(element: HTMLElement, language: Language, options: GridOptions<Row>): GridApi<Row> {
  return createGrid(element, { theme, localeText: WORDS[language], ...options }, { modules: MODULES });
}
