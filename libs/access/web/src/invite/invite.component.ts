import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, Injector, afterNextRender, computed, effect, inject, input, untracked } from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import { RouterLink } from '@angular/router';
import { LANGUAGES, textIn, type Language } from '@passerelle/shared/kernel';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { LANGUAGE_NAMES, LanguageStore, ProblemComponent, ProgrammeStore, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { InviteStore } from './invite.store';

const SEARCH_PAUSE_MS = 250;

/** Invites somebody: to a project in its tab, to a programme on a page of its own. Says before sending what the person will be able to do. */
@Component({
  selector: 'pa-invite',
  imports: [NgTemplateOutlet, PageTitleDirective, ProblemComponent, ProblemPageComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [InviteStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './invite.component.html',
  styleUrl: './invite.component.css',
})
export class InviteComponent {
  readonly store = inject(InviteStore);
  readonly #session = inject(SessionStore);
  readonly #programme = inject(ProgrammeStore).current;
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  #pause: ReturnType<typeof setTimeout> | undefined;

  readonly programme = input.required<string>();
  readonly project = input<string>();
  /** From the address: somebody who has an account already. */
  readonly person = input<string>();

  readonly languages = LANGUAGES;
  readonly languageNames = LANGUAGE_NAMES;
  readonly isInProject = computed(() => this.project() !== undefined);
  readonly demo = computed(() => this.#session.session()?.demo ?? false);
  readonly versants = computed(() => (this.#programme()?.versants ?? []).map(({ code, names }) => ({ code, name: textIn(names, this.#language()) })));
  /** The way back; who may not see the people of the programme goes to its start. */
  readonly back = computed(() => {
    const [project, start] = [this.project(), ['/programmes', this.programme()]];
    if (project !== undefined) return { address: [...start, 'projects', project, 'access'], text: 'invite.backToAccess' };
    const programmeId = this.#programme()?.programmeId;
    const mayManage = programmeId !== undefined && this.#session.may('person.manage', { programmeId });
    return mayManage ? { address: [...start, 'people'], text: 'invite.back' } : { address: start, text: 'invite.backToStart' };
  });
  /** For what the role is, in words, as far as it is chosen. */
  readonly place = computed(() => {
    const { store } = this;
    const project = store.project();
    const parts = [
      store.needsOperator() ? store.operatorName() : null,
      store.needsProject() && project ? `${project.projectCode} ${project.projectAcronym}` : null,
      store.needsVersant() && store.versantCode() ? this.#say.say('access.versant', { versant: store.versantCode() }) : null,
    ];
    return parts.filter(Boolean).join(' · ');
  });

  constructor() {
    effect(() => {
      const place = { programme: this.programme(), project: this.project() ?? null };
      const [programmeId, personId] = [this.#programme()?.programmeId ?? null, this.person() ?? null];
      untracked(() => void this.store.begin(place, programmeId, personId));
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#pause));
  }

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.store.submit()) this.#focus('.outcome');
    else this.#focus('[aria-invalid=true]', 'pa-problem', '.field-error');
  }

  async renew(): Promise<void> {
    if (await this.store.renew()) this.#focus('.outcome');
  }

  again(): void {
    this.store.again();
    this.#focus('#invite-email');
  }

  searched(event: Event): void {
    const q = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.store.search(q), SEARCH_PAUSE_MS);
  }

  chooseLanguage(event: Event): void {
    this.store.language.set((event.target as HTMLSelectElement).value as Language);
  }

  value(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  /** On the first of these that is there. */
  #focus(...selectors: string[]): void {
    const find = (selector: string): HTMLElement | null => this.#host.nativeElement.querySelector<HTMLElement>(selector);
    afterNextRender(() => selectors.map(find).find(Boolean)?.focus(), { injector: this.#injector });
  }
}
