import { ChangeDetectionStrategy, Component, effect, inject, input, signal, untracked } from '@angular/core';
import { SkeletonComponent } from '@passerelle/shared/ui';
import { DayPipe, MomentPipe, PersonNamePipe, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { ProjectRetentionStore } from './project-retention.store';

/** How long the records of a project are kept, and what holds them; for who may, setting the last payment's date, holding and letting go. */
@Component({
  selector: 'pa-project-retention',
  imports: [DayPipe, MomentPipe, PersonNamePipe, ProblemComponent, SayPipe, SkeletonComponent],
  providers: [ProjectRetentionStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './project-retention.component.html',
  styleUrl: './project-retention.component.css',
})
export class ProjectRetentionComponent {
  readonly store = inject(ProjectRetentionStore);
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  /** What is wrong with what was typed, as a text key. */
  readonly dateError = signal('');
  readonly reasonError = signal('');

  constructor() {
    effect(() => {
      const [programme, project] = [this.programme(), this.project()];
      untracked(() => void this.store.load(programme, project));
    });
  }

  async setLastPayment(event: Event, field: HTMLInputElement): Promise<void> {
    event.preventDefault();
    this.dateError.set(field.value ? '' : 'retention.lastPaymentWrong');
    if (field.value) await this.store.setLastPayment(field.value);
    else field.focus();
  }

  async hold(event: Event, field: HTMLInputElement): Promise<void> {
    event.preventDefault();
    const reason = field.value.trim();
    this.reasonError.set(reason ? '' : 'retention.holdReasonMissing');
    if (!reason) field.focus();
    else if (await this.store.hold(reason)) field.value = '';
  }
}
