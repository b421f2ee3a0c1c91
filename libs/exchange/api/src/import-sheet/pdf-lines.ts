import { getDocumentProxy } from 'unpdf';

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly height: number;
}

const PAGES_MAX = 60;

/**
 * The text of a PDF as lines, with a tab where a gap is wider than a few letters: the form in which the sheet reader takes it. In: the file's bytes.
 * Throws what pdf.js throws on a damaged or locked file.
 */
export async function pdfLines(bytes: Uint8Array): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, verbosity: 0 } as never);
  try {
    const lines: string[] = [];
    for (let number = 1; number <= Math.min(document.numPages, PAGES_MAX); number++) {
      const content = await (await document.getPage(number)).getTextContent();
      lines.push(...linesOf(content.items.flatMap(pieceOf)), '');
    }
    return lines.join('\n');
  } finally {
    await document.loadingTask.destroy();
  }
}

function pieceOf(item: object): Piece[] {
  const { str, transform, width, height } = item as { str?: string; transform?: number[]; width?: number; height?: number };
  if (!str?.trim() || !transform) return [];
  const x = transform[4]!;
  return [{ text: str, x, end: x + (width ?? 0), y: transform[5]!, height: height || Math.abs(transform[3]!) || 10 }];
}

/** Pieces on one height make a line; the reader works from top to bottom and left to right. */
function linesOf(pieces: Piece[]): string[] {
  const rows: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row && Math.abs(row[0]!.y - piece.y) < row[0]!.height * 0.4) row.push(piece);
    else rows.push([piece]);
  }
  return rows.flatMap((row, index) => {
    const above = rows[index - 1]?.[0];
    const blank = above && above.y - row[0]!.y > row[0]!.height * 2.2 ? [''] : [];
    return [...blank, joined(row)];
  });
}

function joined(row: Piece[]): string {
  const inOrder = [...row].sort((a, b) => a.x - b.x);
  return inOrder
    .map((piece, index) => {
      const before = inOrder[index - 1];
      if (!before) return piece.text;
      const gap = piece.x - before.end;
      if (gap > piece.height * 0.9) return `\t${piece.text}`;
      return gap > piece.height * 0.15 && !/\s$/.test(before.text) && !/^\s/.test(piece.text) ? ` ${piece.text}` : piece.text;
    })
    .join('')
    .trimEnd();
}
