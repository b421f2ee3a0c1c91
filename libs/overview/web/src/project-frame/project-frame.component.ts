import { ChangeDetectionStrategy, Component, computed, effect, inject, input, linkedSignal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet, type ActivatedRouteSnapshot } from '@angular/router';
import { filter, map, startWith } from 'rxjs';
import type { Permission } from '@passerelle/shared/kernel';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent, VersantComponent, keysOfScreen } from '@passerelle/shared/ui';
import { DayPipe, ProgrammeStore, Say, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { FigureComponent } from '../_ui/figure.component';
import type { TabData } from '../overview.routes';
import { ProjectStore } from '../_project/project.store';

const innermost = (route: ActivatedRouteSnapshot | null): ActivatedRouteSnapshot | null => (route?.firstChild ? innermost(route.firstChild) : route);

/** The head of a project and its tabs, which are routes. A tab that the role may not see is absent, and its address says so. */
@Component({
  selector: 'pa-project-frame',
  imports: [
    DayPipe,
    FigureComponent,
    PageTitleDirective,
    ProblemPageComponent,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    SayPipe,
    SkeletonComponent,
    VersantComponent,
  ],
  providers: [ProjectStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './project-frame.component.html',
})
export class ProjectFrameComponent {
  readonly store = inject(ProjectStore);
  readonly #session = inject(SessionStore);
  readonly #programme = inject(ProgrammeStore).current;
  readonly #say = inject(Say);
  readonly #route = inject(ActivatedRoute);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly sheet = this.store.sheet;

  readonly tabs = computed(() =>
    (this.#route.routeConfig?.children ?? [])
      .filter(({ data }) => data?.['tab'])
      .map(({ path, data }) => ({ path: path!, ...(data as TabData) }))
      .filter(({ needs }) => this.#may(needs)),
  );
  readonly #tab = toSignal(
    inject(Router).events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(null),
      map(() => ({ data: innermost(this.#route.snapshot.firstChild)?.data as TabData | undefined })),
    ),
    { requireSync: true },
  );
  /** A tab that stands open stays open when the right is withdrawn, until it is left: what was typed in it and refused stands there. The server lets nothing through. */
  readonly mayOpenTab = linkedSignal<{ readonly tab: unknown; readonly may: boolean }, boolean>({
    source: () => {
      const tab = this.#tab();
      return { tab, may: tab.data?.needs === undefined || this.#may(tab.data.needs) };
    },
    computation: ({ tab, may }, before) => may || (before?.value === true && before.source.tab === tab),
  });
  /** In the programme's order, as everywhere. */
  readonly versants = computed(() => {
    const order = this.#programme()?.versants.map(({ code }) => code) ?? [];
    const found = [...new Set(this.sheet()?.operators.map(({ versantCode }) => versantCode) ?? [])];
    return found.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  });
  readonly title = computed(() => {
    const sheet = this.sheet();
    const tab = this.#tab().data?.tab;
    return sheet ? `${tab ? this.#say.say(tab) + ' · ' : ''}${sheet.code} ${sheet.acronym}` : '';
  });

  constructor() {
    keysOfScreen({ heading: 'keys.figures', keys: [{ keys: ['?', 'Enter'], name: 'keys.explain' }] });
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.load(programme, project));
    });
  }

  #may(permission: Permission): boolean {
    const target = this.store.target();
    return target !== null && this.#session.may(permission, target);
  }
}
