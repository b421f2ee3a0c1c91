import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink, ActivatedRoute } from '@angular/router';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { VersionsStore } from '../_versions/versions.store';
import { ProblemListComponent } from './problem-list.component';
import { SubmitVersionStore } from './submit-version.store';

/** Checks a version and submits it: every problem with a link to its cell, and before the act what it does and to whom. */
@Component({
  selector: 'pa-submit-version',
  imports: [ProblemComponent, ProblemListComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [SubmitVersionStore, VersionsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrl: './submit-version.component.css',
  template: `
    <h2>{{ 'versions.submit.heading' | say: { number: number() } }}</h2>
    @if (check.failed() ?? store.problem(); as problem) {
      <pa-problem [problem]="problem" />
    } @else if (check.found() && store.view()) {
      @if (changed()) {
        <p class="changed" role="status" tabindex="-1">{{ 'versions.submit.changed' | say }}</p>
      }
      @if (check.errors().length > 0) {
        <section data-level="ERROR">
          <h3>{{ 'versions.submit.errors' | say: { count: check.errors().length } }}</h3>
          <pa-problem-list [problems]="check.errors()" />
        </section>
      }
      @if (check.warnings().length > 0) {
        <section data-level="WARNING">
          <h3>{{ 'versions.submit.warnings' | say: { count: check.warnings().length } }}</h3>
          <pa-problem-list [problems]="check.warnings()" />
        </section>
      }
      @if (check.errors().length === 0) {
        <section data-level="GOOD">
          <p>{{ 'versions.submit.none' | say }}</p>
          @if (isHers()) {
            <p class="what">{{ what() | say: { number: number() } }}</p>
          }
        </section>
      }
      @if (store.refused(); as refused) {
        <pa-problem [problem]="refused" />
      }
      <p class="actions no-print">
        @if (isHers() && check.errors().length === 0) {
          <button type="button" class="primary" [attr.aria-disabled]="store.busy() ? true : null" (click)="submit()">{{ 'versions.submit.act' | say: { number: number() } }}</button>
        } @else {
          <button type="button" (click)="look()">{{ 'versions.submit.again' | say }}</button>
        }
        <a class="button quiet" routerLink="../..">{{ 'versions.back' | say }}</a>
      </p>
    } @else {
      <pa-skeleton [lines]="6" />
    }
  `,
})
export class SubmitVersionComponent {
  readonly store = inject(VersionsStore);
  readonly check = inject(SubmitVersionStore);
  readonly #router = inject(Router);
  readonly #route = inject(ActivatedRoute);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly number = input.required<string>();
  /** Somebody saved while she looked. */
  readonly changed = signal(false);
  readonly isHers = computed(() => this.store.maySubmit() && this.store.working()?.versionNumber === Number(this.number()));
  readonly what = computed(() => {
    const agreement = this.store.view()?.agreement;
    return `versions.submit.what.${agreement?.reason === 'FIRST' ? 'FIRST' : agreement?.level}`;
  });

  constructor() {
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      this.number();
      untracked(() => void Promise.all([this.store.load(programme, project), this.look()]));
    });
  }

  look(): Promise<void> {
    return this.check.check(this.programme(), this.project(), Number(this.number()));
  }

  async submit(): Promise<void> {
    const revision = this.check.found()?.revision;
    if (revision === undefined) return;
    if (await this.store.submit(revision)) return void this.#router.navigate(['../..'], { relativeTo: this.#route });
    if (this.store.refused()?.status !== 412) return;
    // What she looked at is not what stands there now: it is looked at again before anything is sent.
    await Promise.all([this.store.load(this.programme(), this.project()), this.look()]);
    this.changed.set(true);
    afterNextRender(() => this.#host.nativeElement.querySelector<HTMLElement>('.changed')?.focus(), { injector: this.#injector });
  }
}
