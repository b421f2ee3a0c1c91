import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { providerProblem } from '../_ui/provider-problem';
import { LinkProviderStore } from './link-provider.store';

@Component({
  selector: 'pa-link-provider',
  imports: [ProblemComponent, SayPipe],
  providers: [LinkProviderStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrls: ['../_account/section.css', './link-provider.component.css'],
  template: `
    <h2>{{ 'account.tab.signIn' | say }}</h2>
    <p>{{ 'account.link.lead' | say }}</p>
    @if (shownProblem(); as problem) {
      <pa-problem [problem]="problem" />
    }
    <ul>
      @for (provider of store.providers(); track provider.id) {
        <li>
          <strong>{{ provider.name }}</strong>
          @if (provider.isLinked) {
            <span class="tag">{{ 'account.link.linked' | say }}</span>
          }
          <button type="button" [attr.aria-disabled]="store.form.busy() ? true : null" (click)="provider.isLinked ? store.unlink(provider.id) : link(provider.id)">
            {{ (provider.isLinked ? 'account.link.end' : 'account.link.begin') | say: { name: provider.name } }}
          </button>
        </li>
      }
    </ul>
  `,
})
export class LinkProviderComponent {
  readonly store = inject(LinkProviderStore);
  /** What went wrong at the provider, when it has led back here. */
  readonly problem = input<string>();
  readonly #cameBack = providerProblem(this.problem);
  readonly shownProblem = computed(() => this.store.form.problem() ?? this.#cameBack());

  async link(provider: string): Promise<void> {
    const url = await this.store.link(provider);
    if (url) window.location.assign(url);
  }
}
