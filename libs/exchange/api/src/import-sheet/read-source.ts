import { decodeSheetText, readSheet, refuseSource, sheetFinding, type SheetFinding, type SheetProgramme, type SheetReading } from '@passerelle/exchange/model';
import { pdfLines } from './pdf-lines';

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

export interface SheetSource {
  readonly reading: SheetReading;
  readonly text: string;
}

/** A file, text or PDF, as the reader understands it for that programme. A file that cannot be read at all is a reading with that one error. */
export async function readSource(bytes: Uint8Array, programme: SheetProgramme): Promise<SheetSource> {
  const refused = refuseSource(bytes);
  if (refused) return unreadable(refused, programme);
  try {
    const text = isPdf(bytes) ? await pdfLines(bytes) : decodeSheetText(bytes);
    return { text, reading: readSheet(text, programme) };
  } catch (error) {
    if (!isPdf(bytes)) throw error;
    return unreadable(sheetFinding('sheet.binary'), programme);
  }
}

function unreadable(finding: SheetFinding, programme: SheetProgramme): SheetSource {
  const nothing = readSheet('', programme);
  return { text: '', reading: { ...nothing, lines: [], understood: [], findings: [finding] } };
}
