import { ChangeDetectionStrategy, Component, DOCUMENT, ElementRef, Injector, afterNextRender, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { ProblemComponent, SayPipe, SessionStore } from '@passerelle/shared/web-kit';
import { CodeFieldComponent } from '../_ui/code-field.component';
import { FieldComponent } from '../_ui/field.component';
import { firstErrorFocus } from '../_ui/form';
import { ownAddress } from '../_ui/own-address';
import { SetUpTotpStore } from './set-up-totp.store';

/** Signing in in two steps: turned on with an app, the recovery codes kept, turned off. */
@Component({
  selector: 'pa-set-up-totp',
  imports: [CodeFieldComponent, FieldComponent, ProblemComponent, SayPipe],
  providers: [SetUpTotpStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './set-up-totp.component.html',
  styleUrls: ['../_account/section.css', './set-up-totp.component.css'],
})
export class SetUpTotpComponent {
  readonly store = inject(SetUpTotpStore);
  readonly session = inject(SessionStore);
  readonly #router = inject(Router);
  readonly #window = inject(DOCUMENT).defaultView;
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly #focusError = firstErrorFocus();
  /** Where she wanted to go when she was led here. */
  readonly returnTo = input<string>();
  /** What she is about to do with the second factor that she has. */
  readonly doing = signal<'renew' | 'remove' | null>(null);
  readonly isCopied = signal(false);
  readonly mayCopy = !!this.#window?.navigator.clipboard;
  /** Asked for by her role: the way to the page that she asked for goes on from here. */
  readonly isOnTheWay = computed(() => this.returnTo() !== undefined);

  async begin(): Promise<void> {
    if (await this.store.begin()) this.#look('h3');
  }

  async confirm(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.store.confirm()) this.#look('h3');
    else this.#focusError();
  }

  cancel(): void {
    this.store.cancel();
    this.doing.set(null);
    this.#look('h2');
  }

  begins(what: 'renew' | 'remove'): void {
    this.doing.set(what);
    this.#look('h3');
  }

  async renew(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await this.store.renew())) return this.#focusError();
    this.doing.set(null);
    this.#look('h3');
  }

  async copy(): Promise<void> {
    await this.#window?.navigator.clipboard.writeText(this.store.codes().join('\n'));
    this.isCopied.set(true);
  }

  print(): void {
    this.#window?.print();
  }

  async goOn(): Promise<void> {
    this.store.forgetCodes();
    this.isCopied.set(false);
    if (this.isOnTheWay()) await this.#router.navigateByUrl(ownAddress(this.returnTo()));
    else this.#look('h2');
  }

  async remove(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await this.store.remove())) return this.#focusError();
    this.doing.set(null);
    this.#look('h2');
  }

  /** The step before is gone from the screen, and the focus with it. */
  #look(at: string): void {
    afterNextRender(() => this.#host.querySelector<HTMLElement>(at)?.focus(), { injector: this.#injector });
  }
}
