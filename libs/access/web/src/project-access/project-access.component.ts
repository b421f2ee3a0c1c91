import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { AccessView } from '@passerelle/access/model';
import { ProblemPageComponent, SkeletonComponent, VersantComponent } from '@passerelle/shared/ui';
import { MomentPipe, PersonNamePipe, ProblemComponent, ProgrammeStore, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { RoleActsStore } from '../_acts/role-acts.store';
import { InvitationsComponent } from '../_ui/invitations.component';
import { RoleOutcomeComponent } from '../_ui/outcome.component';
import { PlacePipe, WhyPipe } from '../_ui/pipes';
import { RoleQuestionComponent } from '../_ui/question.component';
import { ProjectAccessStore } from './project-access.store';

/** Everybody who has access to the project and why, who is invited, and for who may the ways to change it. The filter stands in the address. */
@Component({
  selector: 'pa-project-access',
  imports: [InvitationsComponent, MomentPipe, PersonNamePipe, PlacePipe, ProblemComponent, ProblemPageComponent, RoleOutcomeComponent, RoleQuestionComponent, RouterLink, SayPipe, SkeletonComponent, VersantComponent, WhyPipe],
  providers: [ProjectAccessStore, RoleActsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './project-access.component.html',
  styleUrl: '../_ui/people-table.css',
})
export class ProjectAccessComponent {
  readonly store = inject(ProjectAccessStore);
  readonly acts = inject(RoleActsStore);
  readonly #router = inject(Router);
  readonly #session = inject(SessionStore);
  readonly #programme = inject(ProgrammeStore).current;
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly q = input<string>();

  readonly mayInvite = computed(() => (this.store.access()?.grantable.length ?? 0) > 0);
  /** Roles that are bound to no project are given in the programme. */
  readonly mayInviteToProgramme = computed(() => {
    const programmeId = this.#programme()?.programmeId;
    return programmeId !== undefined && this.#session.may('access.grant', { programmeId });
  });

  constructor() {
    effect(() => {
      const place = { programme: this.programme(), project: this.project() };
      untracked(() => {
        this.acts.begin(place, () => this.store.load(place));
        void this.store.load(place);
      });
    });
    effect(() => this.store.filter.set(this.q() ?? ''));
  }

  typed(event: Event): void {
    const q = (event.target as HTMLInputElement).value;
    this.store.filter.set(q);
    void this.#router.navigate([], { queryParams: { q: q.trim() || null }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  ask(act: 'end' | 'change', person: AccessView, button: HTMLElement): void {
    this.acts.ask({ act, id: person.assignmentId, held: person, name: person.name, email: person.email, isSelf: person.isSelf }, button);
  }
}
