import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { writeDate } from '@passerelle/shared/texts';
import { RecordsReader } from '@passerelle/records/api';
import { EXIT, programmeOf, type Command } from './command';

/** The projects whose records need not be kept any longer: their term is over and nothing holds them. Nothing is deleted: that is decided by people. */
export const retention: Command = {
  usage: 'retention [--json]',
  does: 'lists the projects whose records need not be kept any longer: the term is over and no audit holds them',
  options: { json: { type: 'boolean' } },
  async run(context) {
    const { app, values, say, language } = context;
    const { programmeId } = await programmeOf(context);
    const terms = await app.get(UnitOfWork).read(SYSTEM, (tx) => app.get(RecordsReader, { strict: false }).terms(tx, programmeId));
    const over = terms.filter(({ state }) => state === 'OVER');
    if (values['json']) {
      process.stdout.write(`${JSON.stringify(over.map(({ code, acronym, lastPaymentOn, until }) => ({ project: code, acronym, lastPaymentOn, until })), null, 2)}\n`);
      return EXIT.done;
    }
    for (const { code, acronym, until } of over) process.stdout.write(`${code}  ${acronym}  ${writeDate(until!, language)}\n`);
    process.stdout.write(`${say('retention.listed', { over: over.length, projects: terms.length })}\n`);
    return EXIT.done;
  },
};
