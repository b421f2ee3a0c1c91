import { Injectable, computed, inject, signal } from '@angular/core';
import { boundTo, mayGive, type GrantableView, type GrantPlaceView, type InvitationOutcome, type ManagedPersonView, type ProjectAccessView } from '@passerelle/access/model';
import { PERSON_ROLES, type Language, type PersonRole, type Refusal } from '@passerelle/shared/kernel';
import { ApiClient, ApiProblem, LanguageStore, SessionStore } from '@passerelle/shared/web-kit';
import { placePath, programmePath, type Place } from '../_acts/paths';

type Need = 'operator' | 'project' | 'versant' | 'programme';
export type Field = 'role' | 'projectCode' | 'operatorId' | 'versantCode' | 'email';
type Reason = Pick<Refusal, 'code' | 'params'>;

const NEEDS: Readonly<Record<PersonRole, Need>> = {
  LEAD_OFFICER: 'operator',
  PARTNER_OFFICER: 'operator',
  ASSOCIATED_OFFICER: 'operator',
  VERIFIER: 'versant',
  CONTACT_POINT: 'versant',
  SECRETARIAT: 'programme',
  MANAGING_AUTHORITY: 'programme',
  AUDITOR: 'project',
  ADMINISTRATOR: 'programme',
};
const FIELDS: readonly Field[] = ['role', 'projectCode', 'operatorId', 'versantCode', 'email'];
const looksLikeAddress = (email: string): boolean => /^[^\s@]+@[^\s@]+$/.test(email);
const reason = (code: string): Reason => ({ code, params: {} });

/** What became of the form: to whom it went, and how. */
export interface Sent {
  readonly outcome: InvitationOutcome['outcome'] | 'RENEWED';
  readonly email: string;
}

/**
 * One invitation, to a project or to a programme: the role first, then what it is for, then to whom. Only what the actor may give is offered. What was typed stays until
 * it is sent, and after it the role and the place stay for the next one.
 */
@Injectable()
export class InviteStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(SessionStore);
  readonly #language = inject(LanguageStore).language;
  #place: Place = { programme: '', project: null };
  #searched = 0;
  readonly #programmeId = signal<string | null>(null);
  readonly #ofProject = signal<readonly GrantableView[] | null>(null);
  readonly #chosenRole = signal<PersonRole | null>(null);
  readonly #chosenOperatorId = signal('');
  readonly #tried = signal(false);
  readonly #problem = signal<ApiProblem | null>(null);

  readonly ready = signal(false);
  /** Why the form cannot be shown. */
  readonly closed = signal<ApiProblem | null>(null);
  readonly email = signal('');
  readonly language = signal<Language>('fr');
  readonly versantCode = signal('');
  readonly everywhere = signal(false);
  readonly places = signal<readonly GrantPlaceView[] | null>(null);
  readonly project = signal<GrantPlaceView | null>(null);
  /** Somebody who has an account already: her address is known. */
  readonly person = signal<ManagedPersonView | null>(null);
  readonly busy = signal(false);
  readonly sent = signal<Sent | null>(null);

  readonly #grantable = computed<readonly GrantableView[]>(() => this.#ofProject() ?? this.project()?.grantable ?? []);
  /** The roles that the actor may give here, in their usual order. */
  readonly roles = computed<readonly PersonRole[]>(() => {
    const ofProject = this.#ofProject();
    if (ofProject) return PERSON_ROLES.filter((role) => ofProject.some(({ roles }) => roles.includes(role)));
    const [programmeId, actor] = [this.#programmeId(), this.#session.person()];
    return programmeId && actor ? PERSON_ROLES.filter((role) => mayGive(actor, boundTo(role, { programmeId }))) : [];
  });
  readonly role = computed(() => {
    const roles = this.roles();
    return roles.length === 1 ? roles[0]! : this.#chosenRole();
  });
  readonly #need = computed<Need | null>(() => {
    const role = this.role();
    return role && NEEDS[role];
  });
  readonly needsProject = computed(() => this.#ofProject() === null && (this.#need() === 'operator' || this.#need() === 'project'));
  readonly needsOperator = computed(() => this.#need() === 'operator' && (this.#ofProject() !== null || this.project() !== null));
  readonly needsVersant = computed(() => this.#need() === 'versant');
  /** Only an administrator of every programme makes another such. */
  readonly offersEverywhere = computed(() => {
    const actor = this.#session.person();
    return this.role() === 'ADMINISTRATOR' && actor !== null && mayGive(actor, boundTo('ADMINISTRATOR', { programmeId: null }));
  });
  readonly operators = computed(() => this.#grantable().filter(({ operatorId, roles }) => operatorId !== null && roles.includes(this.role()!)));
  readonly operatorId = computed(() => {
    const operators = this.operators();
    if (operators.length === 1) return operators[0]!.operatorId!;
    return operators.some(({ operatorId }) => operatorId === this.#chosenOperatorId()) ? this.#chosenOperatorId() : '';
  });
  readonly operatorName = computed(() => this.operators().find(({ operatorId }) => operatorId === this.operatorId())?.operatorName ?? null);

  /** What is wrong, by field: what the form itself can know, else what the server said of it. */
  readonly errors = computed<Partial<Record<Field, Reason>>>(() => {
    const own = this.#tried() ? this.#missing() : {};
    const refused = this.#problem()?.errors ?? [];
    return Object.fromEntries(FIELDS.flatMap((field) => {
      const found = own[field] ?? refused.find(({ pointer }) => pointer === `/${field}`);
      return found ? [[field, found]] : [];
    }));
  });
  /** What was refused and stands at no field. */
  readonly problem = computed(() => {
    const problem = this.#problem();
    return problem?.errors.length && problem.errors.every(({ pointer }) => FIELDS.some((field) => pointer === `/${field}`)) ? null : problem;
  });
  /** The same invitation is pending already, and can be renewed. */
  readonly pendingId = computed(() => {
    const found = this.#problem()?.errors.find(({ code }) => code === 'identity.invited-already')?.params['invitationId'];
    return typeof found === 'string' ? found : null;
  });

  async begin(place: Place, programmeId: string | null, personId: string | null): Promise<void> {
    this.#place = place;
    this.#programmeId.set(programmeId);
    this.language.set(this.#language());
    try {
      if (place.project !== null) this.#ofProject.set((await this.#api.get<ProjectAccessView>(`${placePath(place)}/access`)).body.grantable);
      if (personId) await this.#know(personId);
      this.ready.set(true);
      if (place.project === null && this.roles().length > 0) await this.search('');
    } catch (thrown) {
      this.closed.set(ApiProblem.from(thrown));
    }
  }

  /** Projects by code, acronym or operator; without an answer those found before stay. */
  async search(q: string): Promise<void> {
    const searched = (this.#searched += 1);
    const answer = await this.#api.get<GrantPlaceView[]>(`${programmePath(this.#place.programme)}/grant-places`, { q }).catch(() => null);
    if (answer && searched === this.#searched) this.places.set(answer.body);
  }

  chooseRole(role: PersonRole): void {
    this.#chosenRole.set(role);
    this.#forget();
  }

  chooseProject(project: GrantPlaceView): void {
    this.project.set(project);
    this.#forget();
  }

  chooseOperator(operatorId: string): void {
    this.#chosenOperatorId.set(operatorId);
    this.#forget();
  }

  chooseVersant(versantCode: string): void {
    this.versantCode.set(versantCode);
    this.#forget();
  }

  typeEmail(email: string): void {
    this.email.set(email);
    this.#forget();
  }

  /** Whether it was taken. */
  async submit(): Promise<boolean> {
    this.#tried.set(true);
    if (Object.keys(this.#missing()).length > 0) return false;
    const email = this.email().trim();
    return this.#run(async () => {
      const { body } = await this.#api.change<InvitationOutcome>('POST', `${placePath(this.#place)}/invitations`, this.#request(email));
      this.sent.set({ outcome: body.outcome, email });
    });
  }

  async renew(): Promise<boolean> {
    const pendingId = this.pendingId();
    if (!pendingId) return false;
    return this.#run(async () => {
      await this.#api.change('POST', `${placePath(this.#place)}/invitations/${pendingId}/renew`);
      this.sent.set({ outcome: 'RENEWED', email: this.email().trim() });
    });
  }

  /** The next invitation: role and place stay. */
  again(): void {
    this.sent.set(null);
    this.person.set(null);
    this.email.set('');
    this.#tried.set(false);
    this.#problem.set(null);
  }

  async #know(personId: string): Promise<void> {
    const { body } = await this.#api.get<ManagedPersonView>(`${programmePath(this.#place.programme)}/people/${encodeURIComponent(personId)}`);
    this.person.set(body);
    this.email.set(body.email);
    this.language.set(body.language);
  }

  #missing(): Partial<Record<Field, Reason>> {
    const email = this.email().trim();
    return {
      ...(this.role() ? {} : { role: reason('invite.roleMissing') }),
      ...(this.needsProject() && !this.project() ? { projectCode: reason('invite.projectMissing') } : {}),
      ...(this.needsOperator() && !this.operatorId() ? { operatorId: reason(this.operators().length > 0 ? 'invite.operatorMissing' : 'invite.noOperator') } : {}),
      ...(this.needsVersant() && !this.versantCode() ? { versantCode: reason('invite.versantMissing') } : {}),
      ...(looksLikeAddress(email) ? {} : { email: reason(email === '' ? 'invite.emailMissing' : 'signIn.emailWrong') }),
    };
  }

  #request(email: string): object {
    return {
      email,
      language: this.language(),
      role: this.role(),
      ...(this.needsProject() ? { projectCode: this.project()!.projectCode } : {}),
      ...(this.needsOperator() ? { operatorId: this.operatorId() } : {}),
      ...(this.needsVersant() ? { versantCode: this.versantCode() } : {}),
      ...(this.offersEverywhere() && this.everywhere() ? { everywhere: true } : {}),
    };
  }

  /** What the server said was about another request. */
  #forget(): void {
    this.#problem.set(null);
  }

  async #run(send: () => Promise<void>): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(true);
    this.#problem.set(null);
    try {
      await send();
      return true;
    } catch (thrown) {
      this.#problem.set(ApiProblem.from(thrown));
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
