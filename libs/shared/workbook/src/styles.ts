/** How a cell looks and whether a protected sheet lets people type in it. */
export interface CellStyle {
  /** Text keeps what is typed as text; amounts are grouped with two decimals in the reader's own marks. */
  readonly format?: 'general' | 'text' | 'amount';
  readonly tone?: 'plain' | 'head' | 'total' | 'computed' | 'note' | 'title';
  /** On a protected sheet only cells that are `open` take typing. */
  readonly open?: boolean;
  readonly wrap?: boolean;
}

const FORMATS = { general: 0, text: 49, amount: 4 } as const;
const TONES = ['plain', 'head', 'total', 'computed', 'note', 'title'] as const;
// The tints repeat what the letters say: nothing depends on colour.
const FILLS: Readonly<Record<(typeof TONES)[number], string | null>> = { plain: null, head: 'FFE6EAF2', total: 'FFF1F3F7', computed: 'FFF7F7F7', note: null, title: null };
const FONTS: Readonly<Record<(typeof TONES)[number], string>> = {
  plain: '',
  head: '<b/>',
  total: '<b/>',
  computed: '<i/>',
  note: '<i/>',
  title: '<b/>',
};

/** The styles of one workbook, numbered as they are asked for. */
export class Styles {
  private readonly numbers = new Map<string, number>([['general|plain|false|false', 0]]);
  private readonly known: Required<CellStyle>[] = [{ format: 'general', tone: 'plain', open: false, wrap: false }];

  number({ format = 'general', tone = 'plain', open = false, wrap = false }: CellStyle = {}): number {
    const key = `${format}|${tone}|${open}|${wrap}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.known.length);
    return this.known.push({ format, tone, open, wrap }) - 1;
  }

  xml(): string {
    const fonts = TONES.map((tone) => `<font>${FONTS[tone]}<sz val="${tone === 'title' ? 14 : 11}"/><name val="Calibri"/><family val="2"/></font>`);
    const fills = TONES.map((tone) => FILLS[tone]).filter((fill) => fill !== null);
    const fillOf = (tone: (typeof TONES)[number]): number => (FILLS[tone] ? 2 + fills.indexOf(FILLS[tone]) : 0);
    const cells = this.known.map(
      ({ format, tone, open, wrap }) =>
        `<xf numFmtId="${FORMATS[format]}" fontId="${TONES.indexOf(tone)}" fillId="${fillOf(tone)}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1" applyProtection="1"><alignment vertical="top"${wrap ? ' wrapText="1"' : ''}/><protection locked="${open ? 0 : 1}"/></xf>`,
    );
    return (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      `<fonts count="${fonts.length}">${fonts.join('')}</fonts>` +
      `<fills count="${fills.length + 2}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fills.map((rgb) => `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/></patternFill></fill>`).join('')}</fills>` +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
    );
  }
}
