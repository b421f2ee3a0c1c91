import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { VersionsStore } from '../_versions/versions.store';

/** Decides on a submitted version: approves it with its date of effect, or returns it with reasons. For free shifts it is the lead who puts it into effect. */
@Component({
  selector: 'pa-decide-version',
  imports: [ProblemComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [VersionsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './decide-version.component.html',
  styleUrl: './decide-version.component.css',
})
export class DecideVersionComponent {
  readonly store = inject(VersionsStore);
  readonly #router = inject(Router);
  readonly #route = inject(ActivatedRoute);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly number = input.required<string>();
  readonly version = computed(() => {
    const working = this.store.working();
    return working?.versionNumber === Number(this.number()) && (this.store.mayApprove() || this.store.mayReturn()) ? working : null;
  });
  /** Field → what is wrong with what was typed, as a text key. */
  readonly errors = signal<Readonly<Record<string, string>>>({});

  constructor() {
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.load(programme, project));
    });
  }

  async approve(event: Event, form: HTMLFormElement): Promise<void> {
    event.preventDefault();
    const said = new FormData(form);
    const text = (name: string): string => String(said.get(name) ?? '').trim();
    const decision = { effectiveDate: text('effectiveDate'), body: text('body'), number: text('number'), note: text('note') };
    this.errors.set({ ...(decision.effectiveDate ? {} : { effectiveDate: 'versions.decide.dateMissing' }), ...(decision.body ? {} : { body: 'versions.decide.bodyMissing' }) });
    if (Object.keys(this.errors()).length > 0) return this.#toProblem();
    await this.#done(this.store.approve(decision));
  }

  async return(event: Event, form: HTMLFormElement): Promise<void> {
    event.preventDefault();
    const reasons = String(new FormData(form).get('reasons') ?? '').trim();
    this.errors.set(reasons ? {} : { reasons: 'versions.reasons-missing' });
    if (!reasons) return this.#toProblem();
    await this.#done(this.store.return(reasons));
  }

  async #done(act: Promise<boolean>): Promise<void> {
    if (await act) await this.#router.navigate(['../..'], { relativeTo: this.#route });
    else this.#toProblem();
  }

  #toProblem(): void {
    afterNextRender(() => this.#host.nativeElement.querySelector<HTMLElement>('[aria-invalid=true], pa-problem')?.focus(), { injector: this.#injector });
  }
}
