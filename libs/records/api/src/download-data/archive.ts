import { strToU8, zipSync } from 'fflate';
import { loadDictionary } from '@passerelle/shared/texts';
import { archiveIndex, type ArchiveFile } from '@passerelle/records/model';
import type { PersonData } from '../_persistence/person-data.repository';
import { today } from '../records.reader';

/** More acts than anybody does in years; so many of the latest are in an archive, which says where it was cut. */
export const ACTS = 50_000;

const LISTS = ['roles', 'providers', 'sessions', 'invitations', 'mails', 'acts'] as const;

/** A person's data as a ZIP: one JSON file per subject, and a page that tells in her language what is in them. */
export async function archiveOf(data: PersonData): Promise<Buffer> {
  const { language, name } = data.account;
  const files: ArchiveFile[] = [{ of: 'account', rows: [data.account], complete: true }, ...LISTS.map((of) => ({ of, rows: data[of], complete: of !== 'acts' || data.acts.length < ACTS }))];
  const index = archiveIndex(await loadDictionary[language](), language, { name, today: today(), files });
  const json = files.map(({ of, rows, complete }) => [`${of}.json`, strToU8(`${JSON.stringify(of === 'account' ? rows[0] : { complete, [of]: rows }, null, 2)}\n`)] as const);
  return Buffer.from(zipSync({ 'index.html': strToU8(index), ...Object.fromEntries(json) }, { level: 6 }));
}
