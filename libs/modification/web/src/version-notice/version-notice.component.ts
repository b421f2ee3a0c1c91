import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ShiftPanelComponent } from './shift-panel.component';
import { ReturnedNoticeComponent } from './returned-notice.component';

/** What the version that is worked on has to say above every screen of the budget: why it came back, and whose agreement it needs. */
@Component({
  selector: 'pa-version-notice',
  imports: [ReturnedNoticeComponent, ShiftPanelComponent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <pa-returned-notice [programme]="programme()" [project]="project()" />
    <pa-shift-panel [programme]="programme()" [project]="project()" />
  `,
})
export class VersionNoticeComponent {
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
}
