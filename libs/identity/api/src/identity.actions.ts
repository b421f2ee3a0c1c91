import { Inject, Injectable } from '@nestjs/common';
import { INSTALLATION, Refused, refuseIfAny, writeJournal, type Installation, type Transaction } from '@passerelle/shared/api-kit';
import { refusal, type Actor, type Assignment, type Language } from '@passerelle/shared/kernel';
import { loadDictionary } from '@passerelle/shared/texts';
import { MailActions } from '@passerelle/mail/api';
import { passwordRefusals, type InvitationPlace } from '@passerelle/identity/model';
import { IdentityRepository, requireOtherAdministrators, type AccountRecord } from './_persistence/identity.repository';
import { InvitationRepository, type InvitationRecord } from './_persistence/invitation.repository';
import { OneTimeLinks } from './_links/one-time-links';
import { Attempts } from './_attempts/attempts';
import { TotpRepository } from './_persistence/totp.repository';
import { hashPassword } from './_passwords/password';
import { Sessions } from './_sessions/sessions';

const INVITATION_DAYS = 7;
const INVITATION_MINUTES = INVITATION_DAYS * 24 * 60;

/** Whom to invite to what. `place` says in words what the role covers: it is shown to whoever holds the link. */
export interface Invite {
  readonly email: string;
  /** The language of the mail, and the one offered first. */
  readonly language: Language;
  readonly assignment: Assignment;
  readonly place: InvitationPlace;
}

/** What became of it: a mail to somebody new, or a role at once for somebody who has an account. */
export type Invited = { readonly outcome: 'INVITED'; readonly invitationId: string } | { readonly outcome: 'ADDED'; readonly personId: string; readonly assignmentId: string };

/**
 * What other domains and the command line may do with accounts, in their own transaction. Who may do so is decided above; here it is done, mailed and journalled, and
 * refused where an administrator would be missing. The transaction is one of SYSTEM: these acts look up and write accounts of others, which no person's
 * own transaction is shown.
 */
@Injectable()
export class IdentityActions {
  constructor(
    private readonly identity: IdentityRepository,
    private readonly invitations: InvitationRepository,
    private readonly links: OneTimeLinks,
    private readonly sessions: Sessions,
    private readonly totps: TotpRepository,
    private readonly attempts: Attempts,
    private readonly mails: MailActions,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async hasAccount(tx: Transaction, email: string): Promise<boolean> {
    return (await this.identity.statusOfEmail(tx, email)) !== null;
  }

  /** Makes an account with its roles. Refusals: 422 identity.password-… at /password, identity.email-invalid, identity.email-taken at /email. */
  async createAccount(tx: Transaction, by: Actor | null, account: { email: string; name: string; language: Language; password: string; isDemo?: boolean; assignments: readonly Assignment[] }): Promise<string> {
    await this.identity.lockEmail(tx, account.email);
    const reasons = passwordRefusals(account.password, account.email);
    if (!/^[^\s@]+@[^\s@]+$/.test(account.email)) reasons.push(refusal('identity.email-invalid', {}, '/email'));
    if (await this.hasAccount(tx, account.email)) reasons.push(refusal('identity.email-taken', {}, '/email'));
    refuseIfAny(422, reasons);
    const personId = await this.identity.addPerson(tx, { ...account, isDemo: account.isDemo ?? false, passwordHash: await hashPassword(account.password) });
    for (const assignment of account.assignments) await this.identity.addAssignment(tx, personId, assignment, by?.personId ?? null);
    await this.write(tx, by, 'createAccount', personId, null, { before: null, after: { roles: account.assignments.map(({ role }) => role) } });
    return personId;
  }

  /**
   * Invites by mail whoever has no account with this address; somebody who has one gets the role at once, and a notice. Refusals: 409 identity.invited-already
   * (params invitationId: it can be renewed), identity.has-role-already, identity.deactivated (the account is there and closed).
   */
  async invite(tx: Transaction, by: Actor, { email, language, assignment, place }: Invite): Promise<Invited> {
    const address = email.trim();
    await this.attempts.take('INVITE', { account: by.personId ?? '', address: '' });
    await this.identity.lockEmail(tx, address);
    if ((await this.identity.statusOfEmail(tx, address)) === 'DEACTIVATED') throw new Refused(409, [refusal('identity.deactivated', {}, '/email')]);
    const person = await this.identity.findByEmail(tx, address, true);
    if (person) return { outcome: 'ADDED', personId: person.personId, assignmentId: await this.addAssignment(tx, by, person.personId, assignment, place) };
    const same = await this.invitations.findSame(tx, address, assignment);
    if (same) throw new Refused(409, [refusal('identity.invited-already', { invitationId: same.invitationId }, '/email')]);
    const invitationId = await this.invitations.add(tx, { email: address, language, assignment, place, invitedById: by.personId, minutes: INVITATION_MINUTES });
    await this.sendInvitation(tx, { invitationId, email: address, language });
    await this.writeInvitation(tx, by, 'invitePerson', { invitationId, assignment }, { before: null, after: assignment });
    return { outcome: 'INVITED', invitationId };
  }

  /** A new link and seven new days; the old link leads nowhere any more. Refusal: 404 where it is not pending. */
  async renewInvitation(tx: Transaction, by: Actor, invitationId: string): Promise<void> {
    const invitation = await this.pendingInvitation(tx, invitationId);
    await this.attempts.take('INVITE', { account: by.personId ?? '', address: '' });
    await this.invitations.renew(tx, invitationId, INVITATION_MINUTES);
    await this.links.endOfInvitation(tx, invitationId);
    await this.sendInvitation(tx, invitation);
    await this.writeInvitation(tx, by, 'renewInvitation', invitation, { before: null, after: invitation.assignment });
  }

  /** Takes an invitation back; its link leads nowhere any more. Refusal: 404 where it is not pending. */
  async endInvitation(tx: Transaction, by: Actor, invitationId: string): Promise<void> {
    const invitation = await this.pendingInvitation(tx, invitationId);
    await this.invitations.end(tx, invitationId);
    await this.links.endOfInvitation(tx, invitationId);
    await this.writeInvitation(tx, by, 'endInvitation', invitation, { before: invitation.assignment, after: null });
  }

  /** The pending invitations that a person sent, held until the transaction ends: for who takes away what she may give. */
  lockInvitationsBy(tx: Transaction, personId: string): Promise<readonly Pick<InvitationRecord, 'invitationId' | 'assignment'>[]> {
    return this.invitations.lockPendingBy(tx, personId);
  }

  /** Takes back every invitation that a person sent and nobody has accepted. */
  async endInvitationsBy(tx: Transaction, by: Actor, personId: string): Promise<void> {
    for (const { invitationId } of await this.lockInvitationsBy(tx, personId)) await this.endInvitation(tx, by, invitationId);
  }

  /** Gives an active person a role; it counts from her next request on. Out: its id. Refusals: 403 identity.own-role (nobody gives herself a role), 404, 409 identity.has-role-already. */
  async addAssignment(tx: Transaction, by: Actor, personId: string, assignment: Assignment, place: InvitationPlace): Promise<string> {
    if (by.personId === personId) throw new Refused(403, 'identity.own-role');
    const person = await this.activePerson(tx, personId);
    const assignmentId = await this.identity.addAssignment(tx, personId, assignment, by.personId);
    if (!assignmentId) throw new Refused(409, [refusal('identity.has-role-already', {}, '/email')]);
    const role = (await loadDictionary[person.language]())[`role.${assignment.role}`] ?? assignment.role;
    const params = { name: person.name, role, place: [place.operator, place.project, place.programme].filter(Boolean).join(' · ') || 'Passerelle' };
    await this.mails.send(tx, { to: person.email, personId, language: person.language, kind: 'identity.role-added', params });
    await this.write(tx, by, 'addAssignment', personId, assignment.projectId, { before: null, after: assignment });
    return assignmentId;
  }

  /** Takes a role away; it counts from the person's next request on. Refusals: 404, 409 identity.last-administrator. */
  async endAssignment(tx: Transaction, by: Actor, assignmentId: string): Promise<void> {
    await this.identity.lockAdministrators(tx);
    const held = await this.identity.findAssignment(tx, assignmentId);
    if (!held) throw new Refused(404, 'general.not-found');
    await requireOtherAdministrators(this.identity, tx, [held], { assignmentId }, this.installation.demo);
    await this.identity.endAssignment(tx, assignmentId);
    const { assignmentId: _id, personId, ...assignment } = held;
    await this.write(tx, by, 'endAssignment', personId, assignment.projectId, { before: assignment, after: null });
  }

  /** Closes an account: sessions and links end, what the person did stays hers. Refusals: 404 where it is not active, 409 identity.last-administrator. */
  async deactivate(tx: Transaction, by: Actor, personId: string): Promise<void> {
    await this.identity.lockAdministrators(tx);
    const { email, name, language } = await this.activePerson(tx, personId);
    await requireOtherAdministrators(this.identity, tx, await this.identity.assignmentsOf(tx, personId), { personId }, this.installation.demo);
    await this.identity.setStatus(tx, personId, 'DEACTIVATED');
    await this.sessions.endAll(tx, personId);
    await this.links.endOfPerson(tx, personId);
    await this.mails.send(tx, { to: email, personId, language, kind: 'identity.deactivated', params: { name } });
    await this.write(tx, by, 'deactivatePerson', personId, null, { before: null, after: null });
  }

  /** Opens a closed account again, with the roles that it had. Refusal: 404 where it is not closed. */
  async reactivate(tx: Transaction, by: Actor, personId: string): Promise<void> {
    if (!(await this.identity.setStatus(tx, personId, 'ACTIVE'))) throw new Refused(404, 'general.not-found');
    await this.write(tx, by, 'reactivatePerson', personId, null, { before: null, after: null });
  }

  /**
   * Takes away the second factor of somebody who has lost it, and signs her out everywhere: where a role of hers needs one, she sets up another at her next sign-in.
   * Refusals: 404, 409 identity.totp-not-begun where she has none.
   */
  async resetTotp(tx: Transaction, by: Actor, personId: string): Promise<void> {
    const { email, name, language, totpOn } = await this.activePerson(tx, personId);
    if (!totpOn) throw new Refused(409, 'identity.totp-not-begun');
    await this.totps.remove(tx, personId);
    await this.sessions.endAll(tx, personId);
    await this.mails.send(tx, { to: email, personId, language, kind: 'identity.totp-changed', params: { name } });
    await this.write(tx, by, 'resetTotp', personId, null, { before: null, after: null });
  }

  /** Signs a person out everywhere. Out: how many sessions ended. */
  async endSessions(tx: Transaction, by: Actor, personId: string): Promise<number> {
    const ended = await this.sessions.endAll(tx, personId);
    if (ended) await this.write(tx, by, 'endSessions', personId, null, { before: null, after: { ended } });
    return ended;
  }

  private async activePerson(tx: Transaction, personId: string): Promise<AccountRecord> {
    const person = await this.identity.lockPerson(tx, personId);
    if (!person) throw new Refused(404, 'general.not-found');
    return person;
  }

  private async pendingInvitation(tx: Transaction, invitationId: string): Promise<InvitationRecord> {
    const invitation = await this.invitations.findPending(tx, invitationId, { lock: true });
    if (!invitation) throw new Refused(404, 'general.not-found');
    return invitation;
  }

  private async sendInvitation(tx: Transaction, { invitationId, email, language }: Pick<InvitationRecord, 'invitationId' | 'email' | 'language'>): Promise<void> {
    await this.attempts.take('INVITE_TO', { account: email.toLowerCase(), address: '' });
    const link = await this.links.make(tx, { purpose: 'INVITATION', invitationId, minutes: INVITATION_MINUTES });
    await this.mails.send(tx, { to: email, language, kind: 'identity.invitation', params: { days: INVITATION_DAYS }, link });
  }

  private async write(tx: Transaction, actor: Actor | null, act: string, personId: string, projectId: string | null | undefined, change: { before: unknown; after: unknown }): Promise<void> {
    await writeJournal(tx, { projectId: projectId ?? null, actor, act, changes: [{ subject: `person:${personId}`, label: '', ...change }] });
  }

  private async writeInvitation(tx: Transaction, actor: Actor, act: string, { invitationId, assignment }: Pick<InvitationRecord, 'invitationId' | 'assignment'>, change: { before: unknown; after: unknown }): Promise<void> {
    await writeJournal(tx, { projectId: assignment.projectId ?? null, actor, act, changes: [{ subject: `invitation:${invitationId}`, label: '', ...change }] });
  }
}
