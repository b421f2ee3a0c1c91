import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { PersonNamePipe, ProblemComponent, ProgrammeStore, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { ErasePersonStore } from './erase-person.store';

/** Erases a person. It cannot be undone: it says what goes and what stays, and asks for her address to be typed. */
@Component({
  selector: 'pa-erase-person',
  imports: [PageTitleDirective, PersonNamePipe, ProblemComponent, ProblemPageComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [ErasePersonStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './erase-person.component.css',
  template: `
    @if (!mayManage()) {
      <pa-problem-page [status]="403" />
    } @else if (store.closed(); as problem) {
      <pa-problem-page [problem]="problem" />
    } @else if (store.erased(); as erased) {
      <h1 [paPageTitle]="'erase.heading' | say">{{ 'erase.heading' | say }}</h1>
      <div class="outcome" data-outcome="NEW" role="status" tabindex="-1">
        <p>{{ 'erase.done' | say: { name: (erased.name | personName) } }}</p>
        <p class="actions"><a class="button" [routerLink]="['/programmes', programme(), 'people']">{{ 'erase.back' | say }}</a></p>
      </div>
    } @else if (store.person(); as person) {
      <h1 [paPageTitle]="'erase.heading' | say">{{ 'erase.heading' | say }}</h1>
      <p class="who">{{ person.name }} · {{ person.email }}</p>
      <div class="what">
        <p>{{ 'erase.goes' | say }}</p>
        <p>{{ 'erase.stays' | say }}</p>
        <p><strong>{{ 'erase.forGood' | say }}</strong></p>
      </div>
      <form novalidate (submit)="submit($event)">
        @if (store.problem(); as problem) {
          <pa-problem tabindex="-1" [problem]="problem" />
        }
        <fieldset [attr.aria-describedby]="store.errors().reason ? 'erase-reason-error' : null">
          <legend>{{ 'erase.reason' | say }}</legend>
          @if (store.errors().reason; as wrong) {
            <p class="field-error" id="erase-reason-error">{{ wrong.code | say }}</p>
          }
          @for (reason of store.reasons; track reason) {
            <label class="choice">
              <input type="radio" name="reason" [value]="reason" [checked]="store.reason() === reason" [attr.aria-invalid]="store.errors().reason ? true : null" (change)="store.reason.set(reason)" />
              <span>{{ 'personalData.reason.' + reason | say }}</span>
            </label>
          }
        </fieldset>
        <div class="field">
          <label for="erase-typed">{{ 'erase.typed' | say: { email: person.email } }}</label>
          @if (store.errors().typed; as wrong) {
            <p class="field-error" id="erase-typed-error">{{ wrong.code | say }}</p>
          }
          <input
            #typed
            id="erase-typed"
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            [value]="store.typed()"
            [attr.aria-invalid]="store.errors().typed ? true : null"
            [attr.aria-describedby]="store.errors().typed ? 'erase-typed-error' : null"
            (input)="store.typed.set(typed.value)"
          />
        </div>
        <p class="actions">
          <button type="submit" class="primary" [attr.aria-disabled]="store.busy() ? true : null">{{ 'erase.submit' | say }}</button>
          <a class="button quiet" [routerLink]="['/programmes', programme(), 'people', person.personId]">{{ 'erase.leave' | say }}</a>
        </p>
      </form>
    } @else {
      <pa-skeleton [lines]="8" />
    }
  `,
})
export class ErasePersonComponent {
  readonly store = inject(ErasePersonStore);
  readonly #session = inject(SessionStore);
  readonly #current = inject(ProgrammeStore).current;
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly programme = input.required<string>();
  readonly personId = input.required<string>();
  readonly mayManage = computed(() => {
    const programmeId = this.#current()?.programmeId;
    return programmeId !== undefined && this.#session.may('person.manage', { programmeId });
  });

  constructor() {
    effect(() => {
      const [programme, personId] = [this.programme(), this.personId()];
      if (this.mayManage()) untracked(() => void this.store.load(programme, personId));
    });
  }

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    const selector = (await this.store.erase()) ? '.outcome' : '[aria-invalid=true], pa-problem';
    afterNextRender(() => this.#host.nativeElement.querySelector<HTMLElement>(selector)?.focus(), { injector: this.#injector });
  }
}
