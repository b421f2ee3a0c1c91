import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { LanguageStore, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { budgetAddress } from '../_versions/versions.store';
import { COMPARED, type Compared } from './difference-names';
import { DifferingLinesComponent } from './differing-lines.component';
import { DifferingSumsComponent } from './differing-sums.component';
import { VersionDifferenceStore } from './version-difference.store';

const isCompared = (text: string | undefined): text is Compared => COMPARED.some((one) => one === text);
const numberOf = (text: string | undefined): number | null => (text && /^\d{1,6}$/.test(text) ? Number(text) : null);

/** How two versions differ: in sums by what the reader chooses, and line by line. What is equal stays away until it is asked for. */
@Component({
  selector: 'pa-version-difference',
  imports: [DifferingLinesComponent, DifferingSumsComponent, ProblemComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [VersionDifferenceStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './version-difference.component.html',
  styleUrl: './version-difference.component.css',
})
export class VersionDifferenceComponent {
  readonly store = inject(VersionDifferenceStore);
  readonly #router = inject(Router);
  readonly #route = inject(ActivatedRoute);
  readonly #language = inject(LanguageStore).language;
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  /** Of the address: the versions' numbers, by what sums are shown, and whether what is equal is shown too. */
  readonly from = input<string>();
  readonly to = input<string>();
  readonly by = input<string>();
  readonly all = input<string>();
  readonly compared = COMPARED;
  readonly chosenBy = computed(() => {
    const by = this.by();
    return isCompared(by) ? by : 'category';
  });
  readonly showsAll = computed(() => this.all() === 'yes');
  readonly #pair = computed(() => {
    const [latest = null, before = null] = this.store.numbers();
    const to = numberOf(this.to()) ?? latest;
    return { from: numberOf(this.from()) ?? before, to };
  });
  readonly chosen = this.#pair;
  readonly isPair = computed(() => this.#pair().from !== null && this.#pair().to !== null && this.#pair().from !== this.#pair().to);
  readonly formats = ['xlsx', 'csv'] as const;

  constructor() {
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.list(programme, project));
    });
    effect(() => {
      const { from, to } = this.#pair();
      const [programme, project] = [this.programme(), this.project()];
      if (from !== null && to !== null && from !== to) untracked(() => void this.store.load(programme, project, from, to));
    });
  }

  choose(params: Readonly<Record<string, string | null>>): void {
    const { from, to } = this.#pair();
    void this.#router.navigate([], { relativeTo: this.#route, queryParams: { from, to, ...params }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  file(format: string): string {
    const { from, to } = this.#pair();
    return `${budgetAddress(this.programme(), this.project())}/versions/${from}/difference/${to}/file.${format}?language=${this.#language()}`;
  }
}
