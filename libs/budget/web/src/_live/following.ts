import type { BudgetChanged } from '@passerelle/budget/model';
import type { CellAddress } from '@passerelle/shared/grid';
import { ApiProblem } from '@passerelle/shared/web-kit';
import { LiveLink, type CaughtUp, type EventSourceLike } from './live-link';

/** A page that nobody looks at lets the line go: browsers grant a host few of them. */
const HIDDEN_MS = 10_000;

export interface FollowingHost {
  readonly open: (address: string) => EventSourceLike | null;
  readonly document: Document;
  /** The revision on the screen; null before there is one. */
  readonly revision: () => number | null;
  /** A request of hers is on its way: its answer brings what others saved along. */
  readonly underWay: () => boolean;
  /** Asks for what was saved after a revision, and puts it on the screen. */
  readonly fetch: (after: number) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly authored: (revision: number, byName: string) => void;
  readonly tellPlace: (stream: string, at: CellAddress | null) => Promise<unknown>;
}

/** Keeps the screen on the latest revision: what is told by the line and is not there yet is asked for. */
export class Following {
  readonly link: LiveLink;
  readonly #leave: () => void;
  /** The latest revision that was told; where it is not on the screen yet it is asked for. */
  #told = 0;
  #isFollowing = false;

  constructor(private readonly host: FollowingHost) {
    this.link = new LiveLink({
      open: host.open,
      changed: (changed) => this.#hear(changed),
      catchUp: () => this.#catchUp(),
      tellPlace: host.tellPlace,
    });
    this.#leave = this.#watchPage(host.document);
  }

  start(address: string): void {
    this.#told = 0;
    this.link.start(address);
  }

  stop(): void {
    this.#leave();
    this.link.stop();
  }

  /** Asks for what is saved and not on the screen; while a request of hers is on its way, its answer brings it. */
  async follow(): Promise<void> {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    while (!this.host.underWay() && this.#told > (this.host.revision() ?? Infinity)) {
      const told = this.#told;
      const how = await this.#catchUp();
      // What was told and is not there is asked for once: the line, or the next save, brings it.
      if (how !== 'done' || this.#told === told) this.#told = 0;
    }
    this.#isFollowing = false;
  }

  #hear({ revision, byName }: BudgetChanged): void {
    // More may have been saved than was heard: what comes after the screen is asked for, whatever it is.
    this.#told = Math.max(this.#told, revision ?? (this.host.revision() ?? 0) + 1);
    if (revision !== null) this.host.authored(revision, byName);
    void this.follow();
  }

  async #catchUp(): Promise<CaughtUp> {
    const revision = this.host.revision();
    if (revision === null) return 'closed';
    try {
      await this.host.fetch(revision);
      return 'done';
    } catch (thrown) {
      const { status } = ApiProblem.from(thrown);
      // The server knows less than the screen: it was put back to an earlier state.
      if (status === 412) await this.host.reload();
      // Whose session has ended is told so by her own next act; till then the screen says that the others’ changes do not arrive.
      return status === 412 ? 'done' : [403, 404].includes(status) ? 'closed' : 'lost';
    }
  }

  /** Lets the line go while the page is out of sight for longer, and takes it up again. */
  #watchPage(document: Document): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'hidden') timer = setTimeout(() => this.link.stop(), HIDDEN_MS);
      else this.link.resume();
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }
}
