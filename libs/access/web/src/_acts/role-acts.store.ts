import { Injectable, computed, inject, signal } from '@angular/core';
import type { CoverageView, GivenRole, HeldRoleView, PendingInvitationView } from '@passerelle/access/model';
import type { Language, PersonRole } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, SessionStore } from '@passerelle/shared/web-kit';
import { pathFor, type Place } from './paths';

/** A role with whose it is. The address is there where the reader may do anything about it. */
export interface HeldBy {
  readonly held: HeldRoleView;
  readonly name: string;
  readonly email: string | null;
  readonly isSelf: boolean;
}

/** What is asked about before it is done. */
export type Question =
  | ({ readonly act: 'end' | 'change'; readonly id: string } & HeldBy)
  | { readonly act: 'withdraw'; readonly id: string; readonly invitation: PendingInvitationView };

/** What was done: whom it concerns, and what takes it back while the page stands. */
export interface Done {
  readonly text: 'access.ended' | 'access.changed' | 'access.withdrawn' | 'access.renewed' | 'access.undone';
  readonly who: string;
  readonly role: PersonRole;
  readonly covers: CoverageView;
  readonly undo: (() => Promise<unknown>) | null;
}

/** Ending and changing roles, taking invitations back: each is asked about once, in place, and can be taken back as long as the page stands. */
@Injectable()
export class RoleActsStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #language = inject(LanguageStore).language;
  readonly #place = signal<Place>({ programme: '', project: null });
  #reload: () => Promise<void> = async () => undefined;
  #askedAt: HTMLElement | null = null;

  readonly isInProject = computed(() => this.#place().project !== null);
  readonly question = signal<Question | null>(null);
  /** The role that shall stand in the place of the one asked about. */
  readonly newRole = signal<PersonRole | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly done = signal<Done | null>(null);
  readonly busy = signal(false);
  /** She ended her own last way in: the page is not hers any more. */
  readonly shutOut = signal(false);
  /** The server asks whether she means to shut herself out. */
  readonly mustConfirm = computed(() => this.problem()?.code === 'access.own-last-way-in');

  /** `reload` reads anew what the page shows. */
  begin(place: Place, reload: () => Promise<void>): void {
    this.#place.set(place);
    this.#reload = reload;
    this.question.set(null);
    this.problem.set(null);
    this.done.set(null);
  }

  ask(question: Question, at: HTMLElement | null): void {
    if (this.busy()) return;
    this.#askedAt = at;
    this.problem.set(null);
    this.newRole.set(question.act === 'change' ? (question.held.otherRoles[0] ?? null) : null);
    this.question.set(question);
  }

  /** Nothing happens; the focus goes back to where it was asked. */
  leave(): void {
    this.question.set(null);
    this.problem.set(null);
    if (this.#askedAt?.isConnected) this.#askedAt.focus();
  }

  async confirm(): Promise<void> {
    const question = this.question();
    if (!question) return;
    await this.#run(async () => {
      if (question.act === 'withdraw') return this.#withdraw(question.invitation);
      if (question.act === 'end') return this.#end(question);
      const role = this.newRole();
      return role ? this.#change(question, role) : null;
    });
  }

  /** A new link goes out at once; the old one leads nowhere any more. */
  async renew(invitation: PendingInvitationView): Promise<void> {
    this.question.set(null);
    await this.#run(async () => {
      await this.#api.change('POST', `${pathFor(this.#place(), invitation.covers)}/invitations/${invitation.invitationId}/renew`);
      return { text: 'access.renewed', who: invitation.email ?? '', role: invitation.role, covers: invitation.covers, undo: null };
    });
  }

  async undo(): Promise<void> {
    const done = this.done();
    if (!done?.undo) return;
    await this.#run(async () => {
      await done.undo!();
      return { ...done, text: 'access.undone', undo: null };
    });
  }

  async #end({ held, name, email, isSelf }: HeldBy): Promise<Done> {
    const { assignmentId, role, covers } = held;
    await this.#api.change('DELETE', `${pathFor(this.#place(), covers)}/assignments/${assignmentId}${this.mustConfirm() ? '?confirmed=true' : ''}`);
    if (isSelf) await this.#refreshOwnRights();
    // Whoever has an account gets the role back at once by an invitation, in whichever place it was.
    const undo = email === null || isSelf ? null : () => this.#invite(email, this.#language(), role, covers);
    return { text: 'access.ended', who: name, role, covers, undo };
  }

  async #change({ held, name, isSelf }: HeldBy, newRole: PersonRole): Promise<Done> {
    const { assignmentId, role, covers } = held;
    const give = (id: string, given: PersonRole) => this.#api.change<GivenRole>('PATCH', `${pathFor(this.#place(), covers)}/assignments/${id}`, { role: given });
    const { body } = await give(assignmentId, newRole);
    if (isSelf) await this.#refreshOwnRights();
    return { text: 'access.changed', who: name, role: newRole, covers, undo: isSelf ? null : () => give(body.assignmentId, role) };
  }

  async #withdraw({ invitationId, email, language, role, covers }: PendingInvitationView): Promise<Done> {
    await this.#api.change('DELETE', `${pathFor(this.#place(), covers)}/invitations/${invitationId}`);
    return { text: 'access.withdrawn', who: email ?? '', role, covers, undo: email === null ? null : () => this.#invite(email, language, role, covers) };
  }

  #invite(email: string, language: Language, role: PersonRole, covers: CoverageView): Promise<unknown> {
    const { projectId, projectCode, operatorId, versantCode, programmeId } = covers;
    const bound = { operatorId: operatorId ?? undefined, versantCode: versantCode ?? undefined, everywhere: programmeId === null || undefined };
    const isInProject = projectId !== null && this.#place().project !== null;
    return this.#api.change('POST', `${pathFor(this.#place(), covers)}/invitations`, { email, language, role, ...bound, ...(isInProject ? {} : { projectCode: projectCode ?? undefined }) });
  }

  async #refreshOwnRights(): Promise<void> {
    await this.#session.load();
    this.shutOut.set(this.mustConfirm());
  }

  async #run(act: () => Promise<Done | null>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      const done = await act();
      if (!done) return;
      this.problem.set(null);
      this.question.set(null);
      this.done.set(done);
      if (!this.shutOut()) await this.#reload();
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
    } finally {
      this.busy.set(false);
    }
  }
}
