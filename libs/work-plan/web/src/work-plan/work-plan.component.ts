import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, input, untracked } from '@angular/core';
import { SkeletonComponent, keysOfScreen } from '@passerelle/shared/ui';
import { MomentPipe, ProblemComponent, Say, SayPipe } from '@passerelle/shared/web-kit';
import type { RenumberedWorkPackage, WorkPackageKind, WorkPackageView } from '@passerelle/work-plan/model';
import { WorkPlanStore } from './work-plan.store';

const KINDS: readonly WorkPackageKind[] = ['OPERATIONAL', 'COORDINATION', 'COMMUNICATION'];

/** A project's work packages: numbers, names side by side in the languages in which they are read, kind, responsible operator. Changed by who leads the project, read by the others. */
@Component({
  selector: 'pa-work-plan',
  imports: [MomentPipe, ProblemComponent, SayPipe, SkeletonComponent],
  providers: [WorkPlanStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.changes]': 'store.mayChange()', '(window:beforeunload)': 'warn($event)' },
  templateUrl: './work-plan.component.html',
  styleUrl: './work-plan.component.css',
})
export class WorkPlanComponent {
  readonly store = inject(WorkPlanStore);
  readonly #say = inject(Say);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly kinds = KINDS;
  /** By package: the number that it would have. */
  readonly proposedNumbers = computed(() => {
    const proposal = this.store.proposal();
    return new Map(proposal?.renumbered.map(({ workPackageId, after }) => [workPackageId, after]));
  });
  /** What is about to happen, or what has: read out as it changes. */
  readonly told = computed(() => {
    const proposal = this.store.proposal();
    if (!proposal) return this.store.renumbered().length > 0 ? this.#say.say('workPlan.moved', { numbers: numbersOf(this.store.renumbered()) }) : '';
    const number = this.#numberOf(proposal.workPackageId);
    const others = proposal.renumbered.filter(({ workPackageId }) => workPackageId !== proposal.workPackageId);
    const params = { number, numbers: numbersOf(others), count: others.length };
    return proposal.number === null ? this.#say.say('workPlan.removePreview', params) : this.#say.say('workPlan.preview', { ...params, target: proposal.number });
  });

  constructor() {
    keysOfScreen({ heading: 'workPlan.keys', keys: [{ keys: ['Alt ↑', 'Alt ↓'], name: 'workPlan.keysMove' }, { keys: ['Enter'], name: 'workPlan.keysApply' }, { keys: ['Esc'], name: 'workPlan.cancel' }] });
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.load(programme, project));
    });
  }

  async add(): Promise<void> {
    const workPackageId = await this.store.add();
    if (workPackageId) this.#focus(`[data-id="${workPackageId}"] textarea`);
  }

  move(one: WorkPackageView, step: -1 | 1): void {
    this.store.propose(one.workPackageId, step);
    this.#focus(this.store.proposal() ? '.decide .primary' : `[data-id="${one.workPackageId}"] .steps button:not(:disabled)`);
  }

  remove(one: WorkPackageView): void {
    this.store.proposeRemoval(one.workPackageId);
    this.#focus('.decide .primary');
  }

  async apply(one: WorkPackageView): Promise<void> {
    await this.store.apply();
    this.#focus(`[data-id="${one.workPackageId}"] .steps button:not(:disabled)`, '.add');
  }

  cancel(one: WorkPackageView): void {
    if (this.store.proposal()?.workPackageId !== one.workPackageId) return;
    this.store.proposal.set(null);
    this.#focus(`[data-id="${one.workPackageId}"] .steps button:not(:disabled)`);
  }

  pressed(event: KeyboardEvent, one: WorkPackageView): void {
    if (event.key === 'Escape') this.cancel(one);
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    this.move(one, event.key === 'ArrowUp' ? -1 : 1);
  }

  /** A name is one line: Enter leaves the field, which saves it. */
  entered(event: Event): void {
    event.preventDefault();
    (event.target as HTMLElement).blur();
  }

  warn(event: BeforeUnloadEvent): void {
    if (this.store.hasDrafts() || this.store.pending() > 0) event.preventDefault();
  }

  #numberOf(workPackageId: string): number {
    return this.store.plan()?.workPackages.find((one) => one.workPackageId === workPackageId)?.number ?? 0;
  }

  /** Once the page stands: the first of these places that there is. */
  #focus(...places: string[]): void {
    afterNextRender(() => places.map((place) => this.#host.querySelector<HTMLElement>(place)).find((found) => found)?.focus(), { injector: this.#injector });
  }
}

const numbersOf = (renumbered: readonly RenumberedWorkPackage[]): string => renumbered.map(({ before, after }) => `${before} → ${after}`).join(' · ');
