import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, afterNextRender, computed, inject, input, output, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { OwnOperatorStore } from '@passerelle/overview/web';
import { LANGUAGES, textIn, type Language } from '@passerelle/shared/kernel';
import { ApiProblem, LANGUAGE_NAMES, LanguageStore, ProblemComponent, ProgrammeStore, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';

/** Programme, language, and who is signed in: name, role and operator stand on every screen. */
@Component({
  selector: 'pa-top-bar',
  imports: [ProblemComponent, RouterLink, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './top-bar.component.html',
})
export class TopBarComponent {
  readonly session = inject(SessionStore);
  readonly language = inject(LanguageStore);
  readonly programmes = inject(ProgrammeStore);
  readonly #router = inject(Router);
  readonly #say = inject(Say);
  readonly #operator = inject(OwnOperatorStore).name;
  readonly menuOpen = input.required<boolean>();
  readonly hasMenu = input.required<boolean>();
  readonly menuToggled = output();
  readonly helpAsked = output<HTMLElement>();

  readonly languages = LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code] }));
  readonly programmeNames = computed(() =>
    this.programmes.programmes().map(({ code, names }) => ({ code, name: textIn(names, this.language.language()) })),
  );
  readonly programmeName = computed(() => this.programmeNames().find(({ code }) => code === this.programmes.current()?.code)?.name ?? '');
  readonly role = computed(() => {
    const roles = (this.session.person()?.assignments ?? []).map(({ role, versantCode }) => [this.#say.say(`role.${role}`), versantCode].filter(Boolean).join(' '));
    return [...new Set(roles)].join(', ');
  });
  /** Why she could not be signed out. */
  readonly failed = signal<ApiProblem | null>(null);
  readonly operator = computed(() => this.#operator() ?? '');

  constructor() {
    const bar = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // Long names make the bar higher; what sticks below it must know.
    const measured = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => tellHeight(bar));
    afterNextRender(() => measured?.observe(bar));
    inject(DestroyRef).onDestroy(() => measured?.disconnect());
  }

  chooseLanguage(event: Event): void {
    void this.language.use((event.target as HTMLSelectElement).value as Language);
  }

  chooseProgramme(event: Event): void {
    void this.#router.navigate(['/programmes', (event.target as HTMLSelectElement).value]);
  }

  /** A page of its own afterwards: nothing of this person's stays in the browser's memory. */
  async signOut(): Promise<void> {
    // What is not saved is asked about first, as on every way out of a screen.
    const before = this.#router.url;
    this.failed.set(null);
    if ((await this.#router.navigateByUrl('/sign-in')) === false) return;
    try {
      await this.session.signOut();
    } catch (thrown) {
      await this.#router.navigateByUrl(before).catch(() => false);
      return this.failed.set(ApiProblem.from(thrown));
    }
    window.location.assign('/sign-in');
  }
}

const tellHeight = (bar: HTMLElement): void => {
  const height = getComputedStyle(bar).position === 'sticky' ? bar.offsetHeight : 0;
  document.documentElement.style.setProperty('--bar', `${height}px`);
};
