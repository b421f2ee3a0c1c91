import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { HeldRoleView } from '@passerelle/access/model';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { LANGUAGE_NAMES, MomentPipe, PersonNamePipe, ProblemComponent, ProgrammeStore, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { RoleActsStore } from '../_acts/role-acts.store';
import { RoleOutcomeComponent } from '../_ui/outcome.component';
import { PlacePipe } from '../_ui/pipes';
import { RoleQuestionComponent } from '../_ui/question.component';
import { PersonPageStore, type AccountAct } from './person-page.store';

/** A person of the programme for its administrator: her roles, her account, what is kept about her. */
@Component({
  selector: 'pa-person-page',
  imports: [MomentPipe, PageTitleDirective, PersonNamePipe, PlacePipe, ProblemComponent, ProblemPageComponent, RoleOutcomeComponent, RoleQuestionComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [PersonPageStore, RoleActsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person-page.component.html',
  styleUrls: ['../_ui/people-table.css', './person-page.component.css'],
})
export class PersonPageComponent {
  readonly store = inject(PersonPageStore);
  readonly acts = inject(RoleActsStore);
  readonly #session = inject(SessionStore);
  readonly #programme = inject(ProgrammeStore).current;
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly programme = input.required<string>();
  readonly personId = input.required<string>();
  readonly person = this.store.person;
  readonly languageNames = LANGUAGE_NAMES;

  readonly mayManage = computed(() => this.#may('person.manage'));
  readonly mayReadActs = computed(() => this.#may('person.readActs'));
  readonly accountActs = computed<readonly AccountAct[]>(() => {
    const person = this.person();
    if (!person?.maySuspend) return [];
    if (person.status === 'DEACTIVATED') return ['reactivate'];
    return [...(person.sessionCount > 0 ? ['endSessions' as const] : []), ...(person.hasSecondFactor ? ['resetTotp' as const] : []), 'deactivate'];
  });

  readonly dataAddress = computed(() => `/api/programmes/${encodeURIComponent(this.programme())}/people/${encodeURIComponent(this.personId())}/data`);

  constructor() {
    effect(() => {
      const [programme, personId] = [this.programme(), this.personId()];
      if (!this.mayManage()) return;
      untracked(() => {
        this.acts.begin({ programme, project: null }, () => this.store.load(programme, personId));
        void this.store.load(programme, personId);
      });
    });
  }

  askRole(act: 'end' | 'change', held: HeldRoleView, button: HTMLElement): void {
    const { name, email, isSelf } = this.person()!;
    this.acts.ask({ act, id: held.assignmentId, held, name, email, isSelf }, button);
  }

  askAccount(act: AccountAct): void {
    this.store.ask(act);
    this.#focus('#account-question');
  }

  leave(act: AccountAct): void {
    this.store.leave();
    this.#focus(`#account-${act}`);
  }

  async confirm(): Promise<void> {
    if (await this.store.confirm()) this.#focus('#account-done');
  }

  escape(event: Event, act: AccountAct): void {
    event.preventDefault();
    this.leave(act);
  }

  #may(permission: 'person.manage' | 'person.readActs'): boolean {
    const programmeId = this.#programme()?.programmeId;
    return programmeId !== undefined && this.#session.may(permission, { programmeId });
  }

  #focus(selector: string): void {
    afterNextRender(() => this.#host.nativeElement.querySelector<HTMLElement>(selector)?.focus(), { injector: this.#injector });
  }
}
