import { readFile } from 'node:fs/promises';
import { journalAnchors, SYSTEM, UnitOfWork, verifyJournal, type ChainAnchor, type ChainReport, type Transaction } from '@passerelle/shared/api-kit';
import { PartnershipReader } from '@passerelle/partnership/api';
import { EXIT, givenFile, programmeOf, UsageError, type Command, type CommandContext } from './command';

/** What `journal anchor` writes and `journal verify --anchor` reads: the ends of the chains at a moment. */
interface AnchorFile {
  readonly takenAt: string;
  readonly chains: readonly (ChainAnchor & { readonly project: string | null })[];
}

/**
 * The journal's chains. `verify` recomputes them and names the first broken link: exit 0 where all hold, 1 where one does not. `anchor` writes their ends to
 * standard output, to be kept where nobody who can write to the database can write: with it a tail that was cut off is found.
 */
export const journal: Command = {
  usage: 'journal verify [--project CODE] [--anchor FILE] [--json]  |  journal anchor [--project CODE]',
  does: 'verify: recomputes the journal’s chains and names the first broken link; anchor: writes their ends, for safe keeping outside',
  options: { project: { type: 'string' }, anchor: { type: 'string' }, json: { type: 'boolean' } },
  async run(context) {
    const [what, ...more] = context.positionals;
    if (more.length || (what !== 'verify' && what !== 'anchor')) throw new UsageError('Say what to do with the journal: verify or anchor.');
    const projectId = await projectOf(context);
    const ask = <T>(question: (tx: Transaction) => Promise<T>): Promise<T> => context.app.get(UnitOfWork).snapshot(SYSTEM, question);
    if (what === 'anchor') {
      const [anchors, codes] = await ask(async (tx) => [await journalAnchors(tx, projectId), await codesOf(tx)] as const);
      const file: AnchorFile = { takenAt: new Date().toISOString(), chains: anchors.map((anchor) => ({ ...anchor, project: codes.get(anchor.chainId) ?? null })) };
      process.stdout.write(`${JSON.stringify(file, null, 2)}\n`);
      return EXIT.done;
    }
    const anchors = (await readAnchors(context)).filter(({ chainId }) => projectId === null || chainId === projectId);
    if (context.values['anchor'] && !anchors.length) throw new UsageError('The file of anchors holds no end of what is to be verified: nothing would be compared.');
    const [reports, codes] = await ask(async (tx) => [await verifyJournal(tx, { projectId, anchors }), await codesOf(tx)] as const);
    tell(context, reports, codes);
    if (anchors.length && !context.values['json']) process.stdout.write(`${context.say('journal.anchors-compared', { anchors: anchors.length })}\n`);
    return reports.some(({ fault }) => fault) ? EXIT.failed : EXIT.done;
  },
};

function tell({ values, say }: CommandContext, reports: readonly ChainReport[], codes: ReadonlyMap<string, string>): void {
  const named = reports.map((report) => ({ project: codes.get(report.chainId) ?? null, ...report }));
  if (values['json']) {
    process.stdout.write(`${JSON.stringify(named, null, 2)}\n`);
    return;
  }
  const broken = named.filter(({ fault }) => fault);
  const entries = named.reduce((sum, { length }) => sum + length, 0);
  for (const { chainId, project, fault } of broken) process.stdout.write(`${say(`journal.fault-${fault!.kind.toLowerCase()}`, { chain: project ?? chainId, position: fault!.position })}\n`);
  process.stdout.write(`${say('journal.verified', { chains: named.length, entries, broken: broken.length })}\n`);
}

/** Project codes by their ids, to call the chains by. */
async function codesOf(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows: { id: string; code: string }[] = await tx.query('select id, code from project');
  return new Map(rows.map(({ id, code }) => [id, code]));
}

async function projectOf(context: CommandContext): Promise<string | null> {
  const code = context.values['project'];
  if (typeof code !== 'string') return null;
  const { code: programme, actor } = await programmeOf(context);
  const partnerships = context.app.get(PartnershipReader, { strict: false });
  return (await context.app.get(UnitOfWork).read(SYSTEM, (tx) => partnerships.projectFor(tx, actor, 'project.read', programme, code))).projectId;
}

async function readAnchors({ values }: CommandContext): Promise<readonly ChainAnchor[]> {
  const name = values['anchor'];
  if (typeof name !== 'string') return [];
  try {
    const { chains } = JSON.parse(await readFile(givenFile(name), 'utf8')) as AnchorFile;
    if (!Array.isArray(chains) || !chains.every(({ chainId, length, hash }) => typeof chainId === 'string' && Number.isSafeInteger(length) && /^[0-9a-f]{64}$/.test(hash))) throw new Error('it holds no chains');
    return chains;
  } catch (error) {
    throw new UsageError(`The file "${name}" cannot be read as anchors: ${(error as Error).message}`);
  }
}
