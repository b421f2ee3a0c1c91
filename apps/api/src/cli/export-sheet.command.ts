import { ExportSheetUseCase, SHEET_FORMATS, type SheetFormat } from '@passerelle/exchange/api';
import { EXIT, only, programmeOf, UsageError, type Command } from './command';

/** Writes a project sheet from what is stored to standard output. Exit 2 where there is no such project. */
export const exportSheet: Command = {
  usage: 'export-sheet CODE --format txt|csv|json',
  does: 'writes the project sheet of what is stored: the published form, the table, or JSON (cents)',
  options: { format: { type: 'string' } },
  async run(context) {
    const project = only(context, 'project CODE');
    const format = (context.values['format'] ?? 'txt') as SheetFormat;
    if (!SHEET_FORMATS.includes(format)) throw new UsageError(`--format is ${SHEET_FORMATS.join(', ')}.`);
    const { code, actor } = await programmeOf(context);
    // The reference programme publishes in French unless asked otherwise.
    const language = context.values['lang'] ? context.language : 'fr';
    process.stdout.write(await context.app.get(ExportSheetUseCase, { strict: false }).run(actor, code, project, format, language));
    return EXIT.done;
  },
};
