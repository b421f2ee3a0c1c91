import { open } from 'node:fs/promises';
import path from 'node:path';
import { ImportSheetUseCase, type ReadSheetFile, type SheetFile } from '@passerelle/exchange/api';
import { sheetToJson } from '@passerelle/exchange/model';
import { EXIT, givenFile, only, programmeOf, UsageError, type Command, type Say } from './command';

/** Beyond it a file is refused all the same; the rest of it need not be read. */
const READ_AT_MOST = 64 * 1024 * 1024;

/** Takes in a project sheet. Exit 0: it can be accepted (and was, without --dry-run); 2: it is refused, nothing is stored. */
export const importSheet: Command = {
  usage: 'import-sheet FILE [--dry-run] [--json]',
  does: 'reads a project sheet (text or PDF), says what was understood, and takes it in unless it is refused or --dry-run',
  options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  async run(context) {
    const file = await readFile(only(context, 'FILE'));
    const { code, actor } = await programmeOf(context);
    const sheets = context.app.get(ImportSheetUseCase, { strict: false });
    const shown = await sheets.preview(actor, code, file);
    const { reading, outcome, fingerprint } = shown;
    if (context.values['json']) process.stdout.write(`${JSON.stringify(sheetToJson(reading, context.say), null, 2)}\n`);
    else process.stdout.write(report(shown, context.say));
    if (outcome === 'REFUSED') return EXIT.refused;
    const project = reading.sheet.project.code ?? '';
    const tell = (key: string): boolean => process.stderr.write(`${context.say(key, { project })}\n`);
    if (context.values['dry-run']) tell(`exchange.outcome-${outcome.toLowerCase()}`);
    else if ((await sheets.accept(actor, code, file, fingerprint)).outcome === 'NEW') tell('exchange.accepted');
    else tell('exchange.outcome-unchanged');
    return EXIT.done;
  },
};

async function readFile(name: string): Promise<SheetFile> {
  const handle = await open(givenFile(name)).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(error.code === 'ENOENT' ? `There is no file "${name}".` : `The file "${name}" cannot be read: ${error.message}`);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new UsageError(`"${name}" is no file.`);
    const { size } = stat;
    const bytes = Buffer.alloc(Math.min(size, READ_AT_MOST));
    await handle.read(bytes, 0, bytes.length, 0);
    return { name: path.basename(name), bytes };
  } finally {
    await handle.close();
  }
}

function report({ reading, outcome }: ReadSheetFile, say: Say): string {
  const { sheet, findings, understood } = reading;
  const { computed, byVersant } = sheet.totals;
  const lines = [
    ...(sheet.project.code ? [`${sheet.project.code} - ${sheet.project.acronym ?? ''}`, ''] : []),
    ...understood.filter(({ field }) => !['heading', 'tableHead', 'pageMark', 'summary'].includes(field)).map(({ field, line, value }) => `${String(line).padStart(5)}  ${field}: ${value}`),
    ...(sheet.operators.length ? ['', say('exchange.report-totals', { ...computed }), ...Object.entries(byVersant).map(([versant, sums]) => say('exchange.report-versant', { versant, ...sums }))] : []),
    ...(findings.length ? ['', ...findings.map(({ severity, line, code, params }) => `${severity.toUpperCase().padEnd(8)}${line === null ? '' : `${say('exchange.report-line', { line })} `}${say(code, params)}`)] : []),
    ...(outcome === 'REFUSED' ? ['', say('exchange.report-refused', { errors: findings.filter(({ severity }) => severity === 'error').length })] : []),
  ];
  return `${lines.join('\n')}\n`;
}
