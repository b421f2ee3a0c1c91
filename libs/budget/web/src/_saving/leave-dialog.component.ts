import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';

/** Leaving would lose what is not saved: she decides. */
@Component({
  selector: 'pa-leave-dialog',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'dialog' },
  styleUrl: './dialog.css',
  template: `
    <h2 id="leave-title" tabindex="-1">{{ 'budget.leave.title' | say: { n: data.count } }}</h2>
    <p>{{ 'budget.leave.text' | say }}</p>
    <p class="acts">
      <button type="button" class="primary" (click)="dialog.close(false)">{{ 'budget.leave.stay' | say }}</button>
      <button type="button" (click)="dialog.close(true)">{{ 'budget.leave.go' | say }}</button>
    </p>
  `,
})
export class LeaveDialogComponent {
  readonly data = inject<{ readonly count: number }>(DIALOG_DATA);
  readonly dialog = inject<DialogRef<boolean>>(DialogRef);
}
