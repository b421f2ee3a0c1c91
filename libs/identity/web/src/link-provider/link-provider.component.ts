import { ChangeDetectionStrategy, Component, ElementRef, Injector, afterNextRender, computed, inject, input } from '@angular/core';
import { ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { CodeFieldComponent } from '../_ui/code-field.component';
import { FieldComponent } from '../_ui/field.component';
import { firstErrorFocus } from '../_ui/form';
import { providerProblem } from '../_ui/provider-problem';
import { LinkProviderStore } from './link-provider.store';

@Component({
  selector: 'pa-link-provider',
  imports: [CodeFieldComponent, FieldComponent, ProblemComponent, SayPipe],
  providers: [LinkProviderStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrls: ['../_account/section.css', './link-provider.component.css'],
  template: `
    <h2 tabindex="-1">{{ 'account.tab.signIn' | say }}</h2>
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
          <button type="button" [attr.aria-disabled]="store.form.busy() ? true : null" (click)="provider.isLinked ? store.unlink(provider.id) : begin(provider.id)">
            {{ (provider.isLinked ? 'account.link.end' : 'account.link.begin') | say: { name: provider.name } }}
          </button>
        </li>
      }
    </ul>
    @if (store.proving(); as provider) {
      <h3 tabindex="-1">{{ 'account.link.begin' | say: { name: provider.name } }}</h3>
      <p>{{ 'account.link.prove' | say: { name: provider.name } }}</p>
      <form novalidate (submit)="submit($event, provider.id)">
        @if (store.asks() === 'code') {
          <pa-code-field name="link-code" [error]="store.form.errors().code" [(value)]="store.form.values.code" />
        } @else {
          <pa-field name="link-password" type="password" autocomplete="current-password" label="account.password.current" [error]="store.form.errors().password" [(value)]="store.form.values.password" />
        }
        <p class="actions">
          <button type="submit" class="primary" [attr.aria-disabled]="store.form.busy() ? true : null">{{ 'account.link.goOn' | say: { name: provider.name } }}</button>
          <button type="button" class="quiet" (click)="cancel()">{{ 'account.cancel' | say }}</button>
        </p>
      </form>
    }
  `,
})
export class LinkProviderComponent {
  readonly store = inject(LinkProviderStore);
  /** What went wrong at the provider, when it has led back here. */
  readonly problem = input<string>();
  readonly #cameBack = providerProblem(this.problem);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly #focusError = firstErrorFocus();
  readonly shownProblem = computed(() => this.store.form.problem() ?? this.#cameBack());

  async begin(provider: string): Promise<void> {
    const url = await this.store.begin(provider);
    if (url) window.location.assign(url);
    else if (this.store.proving()) this.#look('h3');
  }

  async submit(event: Event, provider: string): Promise<void> {
    event.preventDefault();
    const url = await this.store.link(provider);
    if (url) window.location.assign(url);
    else this.#focusError();
  }

  cancel(): void {
    this.store.cancel();
    this.#look('h2');
  }

  #look(selector: string): void {
    afterNextRender(() => this.#host.querySelector<HTMLElement>(selector)?.focus(), { injector: this.#injector });
  }
}
