import { text as textOf } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import * as yauzl from 'yauzl';
import { FileRefused, type FileLimits } from './limits';

/** The parts of a ZIP, judged by its directory before anything is inflated. */
export interface Zip {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Streams a part; what is longer or shorter than the directory says ends as damaged. */
  stream(name: string): Promise<Readable>;
  text(name: string): Promise<string>;
}

const RATIO_COUNTS_ABOVE = 1_000_000;
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
// Old .xls files and encrypted workbooks alike are OLE containers.
const OLE_MAGIC = [0xd0, 0xcf, 0x11, 0xe0];

const beginsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, index) => bytes[index] === byte);

/** Whether the bytes begin as a ZIP does. */
export const looksLikeZip = (bytes: Uint8Array): boolean => beginsWith(bytes, ZIP_MAGIC);

/**
 * Opens a ZIP in memory. Refusals, all before parsing: workbook.file-empty, workbook.file-too-large, workbook.encrypted, workbook.not-a-workbook (no ZIP),
 * workbook.too-many-parts, workbook.inflates-too-far (in all, or one part against its stored size), workbook.damaged (also names that lead out of the
 * folder, names that occur twice, and directories that contradict themselves).
 */
export async function openZip(bytes: Buffer, limits: FileLimits): Promise<Zip> {
  if (bytes.length === 0) throw new FileRefused('workbook.file-empty');
  if (bytes.length > limits.bytes) throw new FileRefused('workbook.file-too-large', { megabytes: Math.floor(limits.bytes / 1_000_000) });
  if (beginsWith(bytes, OLE_MAGIC)) throw new FileRefused('workbook.encrypted');
  if (!looksLikeZip(bytes)) throw new FileRefused('workbook.not-a-workbook');
  const zip = await damagedUnless(yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, autoClose: false }));
  const entries = await damagedUnless(directoryOf(zip, limits));
  const streamOf = async (name: string): Promise<Readable> => {
    const entry = entries.get(name);
    if (!entry) throw new FileRefused('workbook.damaged');
    return damagedUnless(zip.openReadStreamPromise(entry));
  };
  return { names: [...entries.keys()], has: (name) => entries.has(name), stream: streamOf, text: async (name) => damagedUnless(textOf(await streamOf(name))) };
}

async function directoryOf(zip: yauzl.ZipFile, limits: FileLimits): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > limits.parts) throw new FileRefused('workbook.too-many-parts', { limit: limits.parts });
  const entries = new Map<string, yauzl.Entry>();
  let inflated = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize, compressedSize } = entry;
    if (entry.isEncrypted()) throw new FileRefused('workbook.encrypted');
    inflated += uncompressedSize;
    const bomb = uncompressedSize > RATIO_COUNTS_ABOVE && uncompressedSize > compressedSize * limits.ratio;
    if (bomb || inflated > limits.inflatedBytes) throw new FileRefused('workbook.inflates-too-far', { megabytes: Math.floor(limits.inflatedBytes / 1_000_000) });
    if (entries.has(fileName)) throw new FileRefused('workbook.damaged');
    entries.set(fileName, entry);
  }
  return entries;
}

/** What a library throws on a file that contradicts itself is that refusal; what the kit refuses stays. */
export async function damagedUnless<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('workbook.damaged');
  }
}
