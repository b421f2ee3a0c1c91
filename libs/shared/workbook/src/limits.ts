import { refusal, type Refusal } from '@passerelle/shared/kernel';

/** What a file may ask of the machine; everything that can be judged before parsing is. */
export interface FileLimits {
  readonly bytes: number;
  /** Parts of the ZIP, whatever they are. */
  readonly parts: number;
  /** Bytes of all parts together, once inflated. */
  readonly inflatedBytes: number;
  /** Inflated to stored, of one part above a megabyte: honest sheets lie below 60, a bomb near 1 000. */
  readonly ratio: number;
  readonly sheets: number;
  /** Rows with anything in them, over all sheets. */
  readonly rows: number;
  /** The number of the last column that may hold anything. */
  readonly columns: number;
  /** Characters of one cell: what a spreadsheet itself allows. */
  readonly cellLength: number;
}

export const FILE_LIMITS: FileLimits = { bytes: 16_000_000, parts: 1_000, inflatedBytes: 160_000_000, ratio: 200, sheets: 150, rows: 60_000, columns: 200, cellLength: 32_767 };

/** Why a file is not read. It is thrown inside the kit and a value at its edge: `refusal` goes to the reader of the screen. */
export class FileRefused extends Error {
  readonly refusal: Refusal;

  constructor(code: string, params: Refusal['params'] = {}) {
    super(code);
    this.refusal = refusal(code, params, '/file');
  }
}
