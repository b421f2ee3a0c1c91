import { ElementRef, Injector, afterNextRender, computed, inject, signal, type WritableSignal } from '@angular/core';
import type { Refusal } from '@passerelle/shared/kernel';
import { ApiProblem } from '@passerelle/shared/web-kit';

/** Why a field is not accepted: a text key and its parameters. */
export type Reason = Pick<Refusal, 'code' | 'params'>;
export type Values<Name extends string> = Readonly<Record<Name, string>>;
type Reasons<Name extends string> = Partial<Record<Name, Reason | null>>;

export const reason = (code: string, params: Reason['params'] = {}): Reason => ({ code, params });
export const missing = (value: string, code: string): Reason | null => (value.trim() === '' ? reason(code) : null);

/**
 * One form: what is wrong is said at its field, by the form itself where it can know, else by the server, whose pointers are the fields' names. What was typed stays until
 * it is taken, and one request is under way at a time.
 */
export class Form<Name extends string> {
  readonly values: Readonly<Record<Name, WritableSignal<string>>>;
  readonly busy = signal(false);
  readonly #problem = signal<ApiProblem | null>(null);
  readonly #tried = signal(false);
  readonly errors = computed<Reasons<Name>>(() => {
    const refused = this.#problem()?.errors ?? [];
    const own: Reasons<Name> = this.#tried() ? this.check(this.read()) : {};
    return Object.fromEntries(this.names.map((name) => [name, own[name] ?? refused.find(({ pointer }) => pointer === `/${name}`) ?? null])) as Reasons<Name>;
  });
  /** What was refused and stands at no field. */
  readonly problem = computed(() => {
    const problem = this.#problem();
    const isPlaced = problem?.errors.length && problem.errors.every(({ pointer }) => this.names.some((name) => pointer === `/${name}`));
    return isPlaced ? null : problem;
  });

  constructor(
    private readonly names: readonly Name[],
    private readonly check: (values: Values<Name>) => Reasons<Name>,
  ) {
    this.values = Object.fromEntries(names.map((name) => [name, signal('')])) as Record<Name, WritableSignal<string>>;
  }

  read(): Values<Name> {
    return Object.fromEntries(this.names.map((name) => [name, this.values[name]()])) as Record<Name, string>;
  }

  /** Whether it was taken. `unless` keeps a refusal that is no fault from being shown as one. */
  async submit(send: (values: Values<Name>) => Promise<unknown>, unless: (problem: ApiProblem) => boolean = () => false): Promise<boolean> {
    this.#tried.set(true);
    if (this.busy()) return false;
    this.#problem.set(null);
    if (Object.values(this.check(this.read())).some(Boolean)) return false;
    return this.run(() => send(this.read()), unless);
  }

  /** An act beside what is typed, with the same place for what is refused. */
  async run(act: () => Promise<unknown>, unless: (problem: ApiProblem) => boolean = () => false): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(true);
    this.#problem.set(null);
    try {
      await act();
      return true;
    } catch (thrown) {
      const problem = ApiProblem.from(thrown);
      if (unless(problem)) this.#tried.set(false);
      else this.#problem.set(problem);
      return false;
    } finally {
      this.busy.set(false);
    }
  }

  /** As if nothing had been typed. */
  clear(): void {
    this.#tried.set(false);
    this.#problem.set(null);
    this.names.forEach((name) => this.values[name].set(''));
  }
}

/** Called where a form's component is made. Out: moves the focus to the first field that is not accepted, once it says so. */
export const firstErrorFocus = (): (() => void) => focusOn('[aria-invalid=true]');

/** Where a step replaces the one before, and the focus would go with it. */
export const headingFocus = (): (() => void) => focusOn('h1');

function focusOn(selector: string): () => void {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  const injector = inject(Injector);
  return () => afterNextRender(() => host.querySelector<HTMLElement>(selector)?.focus(), { injector });
}
