import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { MomentPipe, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { actNames } from '../_journal/history-words';
import { IntegrityReportStore } from './integrity-report.store';

const HASH_GROUP = /.{8}/g;

/** Whether the project's journal is as it was written: the chain computed anew, for a screen and for an auditor's file. */
@Component({
  selector: 'pa-integrity-report',
  imports: [MomentPipe, ProblemComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [IntegrityReportStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './integrity-report.component.html',
  styleUrl: './integrity-report.component.css',
})
export class IntegrityReportComponent {
  readonly store = inject(IntegrityReportStore);
  readonly #actName = actNames();
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  readonly report = this.store.report;

  /** Moments stand on paper without the reader's clock beside them. */
  readonly timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  readonly hashGroups = computed(() => this.report()?.hash.match(HASH_GROUP) ?? []);
  readonly acts = computed(() => this.report()?.acts.map(({ act, entries }) => ({ name: this.#actName(act), entries })) ?? []);
  readonly commands = computed(() => {
    const [programme, project] = [this.programme(), this.project()];
    const of = `--programme ${programme} --project ${project}`;
    return { anchor: `passerelle journal anchor ${of} > ${programme}-${project}.json`, verify: `passerelle journal verify ${of} --anchor ${programme}-${project}.json` };
  });

  constructor() {
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.load(programme, project));
    });
  }

  print(): void {
    window.print();
  }
}
