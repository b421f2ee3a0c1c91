import { refusal } from '@passerelle/shared/kernel';
import { Refused } from './refused';
import type { ApiRequest } from './request';
import { isStorable } from './strict-json';

const NAME_LENGTH = 200;

export interface Upload {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: { readonly name: string; readonly bytes: Buffer } | null;
}

const read = new WeakMap<ApiRequest, Promise<Upload>>();

/** The form of a request, read once however often it is asked for: its fields, and its file in memory. Refusals: 400, 413, 415. */
export function uploadOf(request: ApiRequest): Promise<Upload> {
  let upload = read.get(request);
  if (!upload) read.set(request, (upload = readUpload(request)));
  return upload;
}

async function readUpload(request: ApiRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new Refused(415, 'general.unsupported-media-type');
  try {
    return await partsOf(request);
  } catch (error) {
    // What the reader of forms throws without a status is about the form's own shape: no boundary, an end before the end.
    if (error instanceof Refused || (error as { statusCode?: number }).statusCode) throw error;
    throw new Refused(400, 'general.form-broken');
  }
}

async function partsOf(request: ApiRequest): Promise<Upload> {
  const fields = new Map<string, string>();
  let file: Upload['file'] = null;
  for await (const part of request.parts()) {
    if (part.type === 'file') file = { name: storable(String(part.filename ?? '').slice(0, NAME_LENGTH), 'file'), bytes: await part.toBuffer() };
    else fields.set(part.fieldname, storable(String(part.value ?? ''), part.fieldname));
  }
  return { fields, file };
}

function storable(text: string, field: string): string {
  // A name that was cut may end in half a character.
  const whole = text.replace(/[\ud800-\udbff]$/, '');
  if (!isStorable(whole)) throw new Refused(400, [refusal('general.text-not-storable', {}, `/${field}`)]);
  return whole;
}
