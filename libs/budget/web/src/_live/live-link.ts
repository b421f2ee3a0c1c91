import { InjectionToken, signal } from '@angular/core';
import type { BudgetChanged, BudgetPresence, BudgetWatched, PresentPerson } from '@passerelle/budget/model';
import type { CellAddress } from '@passerelle/shared/grid';

/** What the link needs of an EventSource. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

/** Opens a stream of server-sent events; null in a browser that has none: everything works without. */
export const OPEN_EVENTS = new InjectionToken<(address: string) => EventSourceLike | null>('OPEN_EVENTS', {
  providedIn: 'root',
  factory: () => (address: string) => (typeof EventSource === 'undefined' ? null : new EventSource(address)),
});

/** What became of asking for the changes that were missed. */
export type CaughtUp = 'done' | 'lost' | 'closed';

export interface LinkHost {
  readonly open: (address: string) => EventSourceLike | null;
  /** Told of a revision that is saved; null: of one nobody knows. */
  readonly changed: (changed: BudgetChanged) => void;
  readonly catchUp: () => Promise<CaughtUp>;
  readonly tellPlace: (stream: string, at: CellAddress | null) => Promise<unknown>;
}

const WAITS_SECONDS = [1, 2, 4, 8, 16, 30, 60];
/** So often the others are told where she stands, at most. */
const PLACE_EACH_MS = 1000;
const nobody: readonly PresentPerson[] = [];

/**
 * The line by which the others' changes arrive. When it breaks it is made anew, after growing waits: first what was missed is asked for, by an ordinary request, which also tells
 * whether she may still see it. Nothing depends on it: without it the screen works as if nobody else were there.
 */
export class LiveLink {
  readonly #lost = signal(false);
  readonly #persons = signal(nobody);
  #address = '';
  #source: EventSourceLike | null = null;
  #stream: string | null = null;
  #attempts = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #place: CellAddress | null = null;
  #placing: ReturnType<typeof setTimeout> | undefined;
  #placedAt = 0;

  /** The others' changes do not arrive at present: it broke, and could not be made anew at once. */
  readonly lost = this.#lost.asReadonly();
  readonly persons = this.#persons.asReadonly();

  constructor(private readonly host: LinkHost) {}

  get isOn(): boolean {
    return this.#source !== null || this.#again !== undefined;
  }

  start(address: string): void {
    if (this.isOn && this.#address === address) return;
    this.stop();
    this.#address = address;
    this.#open();
  }

  /** Left off while nobody looks, and asked for what was missed before it goes on. */
  resume(): void {
    if (!this.isOn && this.#address) void this.#tryAgain();
  }

  stop(): void {
    clearTimeout(this.#again);
    clearTimeout(this.#placing);
    this.#again = this.#placing = undefined;
    this.#attempts = 0;
    this.#close();
    this.#lost.set(false);
  }

  /** She stands in this cell now. */
  stand(at: CellAddress | null): void {
    this.#place = at;
    if (!this.#stream || this.#placing) return;
    this.#placing = setTimeout(() => this.#tellPlace(), Math.max(0, this.#placedAt + PLACE_EACH_MS - Date.now()));
  }

  #tellPlace(): void {
    this.#placing = undefined;
    if (!this.#stream) return;
    this.#placedAt = Date.now();
    // Nobody is told that the others could not be told where she is.
    this.host.tellPlace(this.#stream, this.#place).catch(() => undefined);
  }

  #open(): void {
    const source = this.host.open(this.#address);
    this.#source = source;
    const hear = <T>(event: string, act: (data: T) => void) => source?.addEventListener(event, ({ data }) => source === this.#source && act(JSON.parse(data) as T));
    hear<BudgetWatched>('watched', ({ stream, revision }) => {
      this.#stream = stream;
      this.#attempts = 0;
      this.#lost.set(false);
      this.host.changed({ revision, byName: '' });
      if (this.#place) this.stand(this.#place);
    });
    hear<BudgetChanged>('changed', (changed) => this.host.changed(changed));
    hear<BudgetPresence>('presence', ({ persons }) => this.#persons.set(persons));
    source?.addEventListener('error', () => source === this.#source && this.#broken());
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
    this.#stream = null;
    this.#persons.set(nobody);
  }

  #broken(): void {
    this.#close();
    this.#attempts += 1;
    if (this.#attempts > 1) this.#lost.set(true);
    const seconds = WAITS_SECONDS[Math.min(this.#attempts, WAITS_SECONDS.length) - 1]!;
    this.#again = setTimeout(() => void this.#tryAgain(), seconds * 1000);
  }

  async #tryAgain(): Promise<void> {
    const address = this.#address;
    // It counts as on while it asks.
    const asking = (this.#again = setTimeout(() => undefined));
    const how = await this.host.catchUp();
    if (this.#again !== asking || this.#address !== address) return;
    this.#again = undefined;
    if (how === 'done') this.#open();
    else if (how === 'lost') this.#broken();
    else this.stop();
  }
}
