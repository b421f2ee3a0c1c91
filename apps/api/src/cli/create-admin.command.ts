import { createInterface } from 'node:readline/promises';
import { SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';
import { IdentityActions } from '@passerelle/identity/api';
import { EXIT, UsageError, type Command } from './command';

/** Makes the first account, outside demo mode the only way in. The password never stands in the command's words. */
export const createAdmin: Command = {
  usage: 'create-admin --email ADDRESS [--name NAME]',
  does: 'makes an administrator’s account; the password is asked for, or read from PASSERELLE_ADMIN_PASSWORD or standard input',
  setsUp: true,
  options: { email: { type: 'string' }, name: { type: 'string' } },
  async run(context) {
    const email = context.values['email'];
    if (typeof email !== 'string') throw new UsageError('Say the address with --email.');
    const password = process.env['PASSERELLE_ADMIN_PASSWORD'] ?? (await askPassword());
    const name = typeof context.values['name'] === 'string' ? context.values['name'] : email;
    const assignments = [{ role: 'ADMINISTRATOR', programmeId: null }] as const;
    await context.app.get(UnitOfWork).run(SYSTEM, (tx) => context.app.get(IdentityActions, { strict: false }).createAccount(tx, null, { email, name, language: context.language, password, assignments }));
    process.stdout.write(`${context.say('identity.admin-created', { email })}\n`);
    return EXIT.done;
  },
};

/** A line from standard input. At a terminal readline takes the keys without an output, so that nothing is echoed. */
async function askPassword(): Promise<string> {
  const atTerminal = process.stdin.isTTY === true;
  if (atTerminal) process.stderr.write('Password: ');
  const lines = createInterface({ input: process.stdin, terminal: atTerminal });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
    if (atTerminal) process.stderr.write('\n');
  }
}
