import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { VersionView } from '@passerelle/modification/model';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { AmountPipe, DayPipe, MomentPipe, PersonNamePipe, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { VersionsStore } from '../_versions/versions.store';
import { SubmissionsComponent } from './submissions.component';

/** The versions of a budget: which one is valid, what was decided, and what may be done with the latest. */
@Component({
  selector: 'pa-version-list',
  imports: [AmountPipe, DayPipe, MomentPipe, PersonNamePipe, ProblemComponent, RouterLink, SayPipe, SkeletonComponent, SubmissionsComponent],
  providers: [VersionsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './version-list.component.html',
  styleUrl: './version-list.component.css',
})
export class VersionListComponent {
  readonly store = inject(VersionsStore);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  /** Withdrawing is asked twice. */
  readonly asking = signal(false);

  constructor() {
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.load(programme, project));
    });
  }

  /** What a version is compared with: the one that it was opened beside. */
  comparedWith = ({ basedOn }: VersionView): number | null => basedOn;

  async open(): Promise<void> {
    if (await this.store.open()) this.#focus('li h3');
  }

  ask(isAsking: boolean): void {
    this.asking.set(isAsking);
    this.#focus(isAsking ? '.sure' : '.withdraw');
  }

  async withdraw(): Promise<void> {
    if (!(await this.store.withdraw())) return;
    this.asking.set(false);
    this.#focus('li h3');
  }

  #focus(selector: string): void {
    afterNextRender(() => this.#host.nativeElement.querySelector<HTMLElement>(selector)?.focus(), { injector: this.#injector });
  }
}
