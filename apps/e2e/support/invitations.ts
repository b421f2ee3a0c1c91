import type { DemoMailView } from '@passerelle/mail/model';
import { newVisitor, type Requests } from './people';
import { readBudget, setisIn } from './budget';

/** Where the latest mail with a one-time link to this address leads: the demo shows what it does not send. */
export async function linkTo(email: string): Promise<string> {
  const context = await newVisitor();
  const mails = (await (await context.get('/api/demo/mails')).json()) as DemoMailView[];
  await context.dispose();
  const link = mails.flatMap(({ to, body }) => (to === email ? (/https?:\S+\/(?:invitation|new-password|confirm-email)#\S+/.exec(body)?.[0] ?? []) : []))[0];
  if (!link) throw new Error(`no mail with a link to ${email}`);
  return link;
}

/** Somebody with an account of her own, as a partner officer of SETIS: for journeys after which she is no longer what she was. */
export async function partnerOfficer(by: Requests, email: string, password: string): Promise<{ operatorId: string }> {
  const { operatorId } = setisIn(await readBudget(by));
  await by.post('/api/programmes/FWVL/projects/4.8.337/invitations', { email, language: 'fr', role: 'PARTNER_OFFICER', operatorId });
  const token = (await linkTo(email)).split('#')[1]!;
  const context = await newVisitor();
  const answer = await context.post('/api/invitations/accept', { data: { token, name: 'Second responsable · SETIS', language: 'fr', password } });
  if (!answer.ok()) throw new Error(await answer.text());
  await context.dispose();
  return { operatorId };
}
