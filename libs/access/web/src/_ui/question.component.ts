import { ChangeDetectionStrategy, Component, ElementRef, afterNextRender, computed, inject, viewChild } from '@angular/core';
import type { PersonRole } from '@passerelle/shared/kernel';
import { ProblemComponent, Say, SayPipe } from '@passerelle/shared/web-kit';
import { RoleActsStore } from '../_acts/role-acts.store';
import { placeOf } from '../_acts/why';

/** Asks once, in place, before a role is ended or changed or an invitation taken back: what will happen, and to whom. Esc leaves everything as it is. */
@Component({
  selector: 'pa-role-question',
  imports: [ProblemComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'group', 'aria-labelledby': 'role-question', '(keydown.escape)': 'escape($event)' },
  styleUrl: './question.component.css',
  template: `
    @if (store.question(); as question) {
      <h3 id="role-question" tabindex="-1" #heading>{{ 'access.ask.' + question.act | say: words() }}</h3>
      @if (isSelf()) {
        <p>{{ 'access.ask.self' | say }}</p>
      }
      @if (question.act === 'change') {
        <fieldset>
          <legend>{{ 'access.newRole' | say }}</legend>
          @for (role of question.held.otherRoles; track role) {
            <label class="choice">
              <input type="radio" name="new-role" [value]="role" [checked]="store.newRole() === role" (change)="choose(role)" />
              <strong>{{ 'role.' + role | say }}</strong>
              <span>{{ 'can.' + role | say }}</span>
            </label>
          }
        </fieldset>
      }
      <p>{{ 'access.ask.' + question.act + 'Text' | say: words() }}</p>
      @if (store.mustConfirm()) {
        <p role="alert"><strong>{{ store.problem()!.code | say }}</strong></p>
      } @else if (store.problem(); as problem) {
        <pa-problem [problem]="problem" />
      }
      <p class="actions">
        <button type="button" class="primary" [attr.aria-disabled]="store.busy() ? true : null" (click)="store.confirm()">{{ (store.mustConfirm() ? 'access.endAnyway' : 'access.do.' + question.act) | say }}</button>
        <button type="button" (click)="store.leave()">{{ 'access.leave' | say }}</button>
      </p>
    }
  `,
})
export class RoleQuestionComponent {
  readonly store = inject(RoleActsStore);
  readonly #say = inject(Say);
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');
  readonly isSelf = computed(() => {
    const question = this.store.question();
    return question !== null && question.act !== 'withdraw' && question.isSelf;
  });
  readonly words = computed(() => {
    const question = this.store.question();
    if (!question) return {};
    const [role, covers, who] = question.act === 'withdraw' ? [question.invitation.role, question.invitation.covers, question.invitation.email ?? ''] : [question.held.role, question.held.covers, question.name];
    return { who, role: this.#say.say(`role.${role}`), place: placeOf(this.#say, covers, this.store.isInProject()) };
  });

  constructor() {
    afterNextRender(() => this.heading()?.nativeElement.focus());
  }

  choose(role: PersonRole): void {
    this.store.newRole.set(role);
  }

  escape(event: Event): void {
    event.preventDefault();
    this.store.leave();
  }
}
