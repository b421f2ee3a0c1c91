import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, Injector, afterNextRender, computed, effect, inject, signal, untracked, viewChild } from '@angular/core';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter } from 'rxjs';
import { SignInFormComponent } from '@passerelle/identity/web';
import { EmblemComponent, FocusPlace, KeyHelp, OpenEditor, SidePanelComponent, SidePanelStore } from '@passerelle/shared/ui';
import { ProgrammeStore, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { SessionWarningComponent } from './session-warning.component';
import { TopBarComponent } from './top-bar.component';

/** Pages for whoever is not signed in: nobody is asked there to sign in again. */
const OPEN_PAGES = /^\/(sign-in|invitation|new-password|confirm-email|demo)(\/|$)/;
/** Where a restriction is lifted. */
const LIFTED_AT: Readonly<Record<string, string>> = { 'set-up-totp': '/account/second-factor', 'give-code': '/sign-in/code' };

/** The frame around every screen: top bar, navigation, the screen, the side panel, the emblem. */
@Component({
  selector: 'pa-root',
  imports: [EmblemComponent, RouterLink, RouterLinkActive, RouterOutlet, SayPipe, SessionWarningComponent, SidePanelComponent, SignInFormComponent, TopBarComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
  templateUrl: './shell.component.html',
})
export class ShellComponent {
  readonly session = inject(SessionStore);
  readonly programme = inject(ProgrammeStore).current;
  readonly keys = inject(KeyHelp);
  readonly #editor = inject(OpenEditor);
  readonly #focus = inject(FocusPlace);
  readonly #injector = inject(Injector);
  readonly #panel = inject(SidePanelStore);
  readonly #router = inject(Router);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  private readonly endedDialog = viewChild.required<ElementRef<HTMLDialogElement>>('ended');

  readonly #say = inject(Say);
  /** On paper every page says what it is of, and of which day. */
  readonly printHead = computed(() => this.#say.say('frame.printed', { todayDate: today() }));
  readonly menuOpen = signal(false);
  readonly panelOpen = computed(() => this.#panel.content() !== null);
  readonly path = signal('');
  readonly links = computed(() => {
    const programme = this.programme();
    // They stay while she is asked to sign in again: nothing moves under the dialog.
    if (!programme || !this.session.person()) return [];
    const of = (path: string, text: string, icon: string) => ({ address: ['/programmes', programme.code, path].filter(Boolean), isStart: path === '', text, icon });
    return [
      this.session.mayAnywhere('project.read') ? of('projects', 'nav.projects', 'M3 5h14M3 10h14M3 15h14') : of('', 'nav.programme', 'M4 3h12v14H4zM7 7h6M7 10h6'),
      ...(this.session.may('person.manage', programme) ? [of('people', 'nav.people', 'M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM1.5 17a5.5 5.5 0 0 1 11 0M13 9a2.5 2.5 0 1 0-1-4.8M14 11.6a5 5 0 0 1 4.5 5.4')] : []),
      ...(this.session.may('exchange.importSheet', programme) ? [of('import', 'nav.import', 'M10 3v9m-4-4 4 4 4-4M3 13v4h14v-4')] : []),
      ...(this.session.may('budget.read', programme) ? [of('co-financing', 'nav.whoPays', 'M4 16V9h3v7M9 16V4h3v12M14 16v-5h3v5M2 16h16')] : []),
      ...(this.session.mayIn('retention.read', programme) ? [of('retention', 'nav.retention', 'M3 5h14v3H3zM4 8v8h12V8M8 11h4')] : []),
      ...(this.session.may('personalData.readRegister', programme) ? [of('personal-data', 'nav.personalData', 'M10 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 17c0-3.3 2.7-5 6-5s6 1.7 6 5z')] : []),
    ];
  });
  /** What was typed stays on the screen behind, until she has signed in again. */
  readonly askToSignIn = computed(() => this.session.ended() && this.session.person() !== null && !OPEN_PAGES.test(this.path()));
  /** A cell that is being typed in is left first: the dialog takes the focus. */
  readonly dialogStands = computed(() => this.askToSignIn() && !this.#editor.isOpen());
  /** Her role asks for something since she began: this page says so, every other one leads there. */
  readonly restrictedHere = computed(() => {
    const restriction = this.session.restriction();
    return restriction && this.path() !== LIFTED_AT[restriction] && !OPEN_PAGES.test(this.path()) ? restriction : null;
  });

  /** Who was signed in before the session ended. */
  #personBefore: string | undefined;
  #wayBack: (() => void) | null = null;

  constructor() {
    const arrivals = this.#router.events.pipe(filter((event) => event instanceof NavigationEnd)).subscribe(({ urlAfterRedirects }) => {
      const path = urlAfterRedirects.split(/[?#]/)[0] ?? '';
      if (path !== this.path()) this.#panel.dismiss();
      this.path.set(path);
      this.menuOpen.set(false);
    });
    inject(DestroyRef).onDestroy(() => arrivals.unsubscribe());
    effect(() => document.documentElement.style.setProperty('--print-head', JSON.stringify(this.printHead())));
    effect(() => {
      const dialog = this.endedDialog().nativeElement;
      if (this.dialogStands() && !dialog.open) {
        this.#personBefore = untracked(this.session.person)?.personId;
        this.#wayBack = this.#focus.wayBack();
        dialog.showModal();
      }
      if (!this.dialogStands() && dialog.open) {
        dialog.close();
        // Her rights may have been read anew: the rows stand again once they are drawn.
        afterNextRender(() => this.#wayBack?.(), { injector: this.#injector });
      }
    });
  }

  /** Somebody else does not go on with the screen of the one before. */
  signedInAgain(): void {
    if (this.session.person()?.personId !== this.#personBefore) window.location.reload();
  }

  /** Where a figure has the focus, the key asks how it came about, and does not come here. */
  key(event: KeyboardEvent): void {
    const target = event.target;
    const typing = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (event.key !== '?' || event.defaultPrevented || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.keys.toggle(document.activeElement instanceof HTMLElement ? document.activeElement : null);
  }

  skip(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
