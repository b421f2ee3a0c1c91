import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import type { SubmissionContentView, SubmissionView } from '@passerelle/modification/model';
import { ApiClient, ApiProblem, MomentPipe, PersonNamePipe, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { budgetAddress } from '../_versions/versions.store';

/** What was submitted of a version, each with its hash, which is worked out anew on request. */
@Component({
  selector: 'pa-submissions',
  imports: [MomentPipe, PersonNamePipe, ProblemComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details>
      <summary>{{ 'versions.submissions' | say }}</summary>
      <ul>
        @for (submission of version().submissions; track submission.number) {
          <li>
            <p><strong>{{ 'versions.submission' | say: { number: submission.number } }}</strong> · {{ 'versions.submittedBy' | say: { name: (submission.byName | personName), when: (submission.at | moment) } }}</p>
            <p class="hash">
              <span class="name">{{ 'versions.hash' | say }}</span> <code>{{ submission.sha256 }}</code>
            </p>
            <p>
              <button type="button" class="no-print" [attr.aria-label]="'versions.checkOf' | say: { number: submission.number, version: version().versionNumber }" (click)="check(submission.number)">{{ 'versions.check' | say }}</button>
              <span role="status" [class.broken]="checked()[submission.number] === false">
                @if (checked()[submission.number] !== undefined) {
                  {{ (checked()[submission.number] ? 'versions.intact' : 'versions.broken') | say }}
                }
              </span>
            </p>
          </li>
        }
      </ul>
      @if (problem(); as problem) {
        <pa-problem [problem]="problem" />
      }
    </details>
  `,
  styles: `
    :host {
      display: block;
      font-size: 14px;
    }
    summary {
      width: fit-content;
      padding: 4px 0;
      color: var(--accent);
      cursor: pointer;
    }
    li {
      display: grid;
      gap: 4px;
      padding: 8px 0;
    }
    .hash {
      overflow-wrap: anywhere;
    }
    .name {
      color: var(--ink-2);
    }
    code {
      font-size: 13px;
    }
    [role='status'] {
      margin-left: 8px;
    }
    .broken {
      color: var(--error);
      font-weight: 600;
    }
  `,
})
export class SubmissionsComponent {
  readonly #api = inject(ApiClient);
  readonly version = input.required<{ readonly versionNumber: number; readonly submissions: readonly SubmissionView[] }>();
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  /** Which submissions were looked at, and whether they are intact. */
  readonly checked = signal<Readonly<Record<number, boolean>>>({});
  readonly problem = signal<ApiProblem | null>(null);

  async check(number: number): Promise<void> {
    try {
      const { body } = await this.#api.get<SubmissionContentView>(`${budgetAddress(this.programme(), this.project())}/versions/${this.version().versionNumber}/submissions/${number}`);
      this.checked.update((known) => ({ ...known, [number]: body.isIntact }));
      this.problem.set(null);
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
    }
  }
}
