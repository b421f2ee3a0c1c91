import { RecomputeTotalsUseCase } from '@passerelle/budget/api';
import { EXIT, type Command } from './command';

/** Computes all totals anew. Exit 0: all stored totals are right (or were written anew); 1: some differ and stay as they are, by --check or in a submitted or approved version. */
export const recompute: Command = {
  usage: 'recompute [--check] [--json]',
  does: 'computes all totals anew from the amounts; --check compares and changes nothing, else differing totals are written anew',
  options: { check: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ app, values, say }) {
    const check = values['check'] === true;
    const { budgets, totalCents, erdfCents, differences } = await app.get(RecomputeTotalsUseCase, { strict: false }).run({ mend: !check, by: null });
    const kept = differences.filter(({ isKept }) => isKept).length;
    if (values['json']) {
      process.stdout.write(`${JSON.stringify({ budgets, totalCents, erdfCents, differences }, null, 2)}\n`);
    } else {
      for (const { project, operator, figure, storedCents, computedCents } of differences) {
        process.stdout.write(`${say('budget.recompute-difference', { project, operator: operator ?? '–', figure: figure.replace('Cents', ''), storedCents, computedCents })}\n`);
      }
      process.stdout.write(`${say('budget.recompute-summary', { budgets, differences: differences.length, totalCents, erdfCents })}\n`);
      if (kept > 0) process.stdout.write(`${say('budget.recompute-kept', { kept })}\n`);
    }
    return kept > 0 || (check && differences.length) ? EXIT.failed : EXIT.done;
  },
};
