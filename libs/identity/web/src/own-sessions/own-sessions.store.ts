import { Injectable, computed, inject, signal } from '@angular/core';
import type { OwnSessionView } from '@passerelle/identity/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

/** Where the person is signed in. What is ended goes from the list once the server says so. */
@Injectable()
export class OwnSessionsStore {
  readonly #api = inject(ApiClient);
  readonly #sessions = signal<readonly OwnSessionView[] | null>(null);
  /** This one first. */
  readonly sessions = computed(() => [...(this.#sessions() ?? [])].sort((a, b) => Number(b.current) - Number(a.current)));
  readonly isLoaded = computed(() => this.#sessions() !== null);
  readonly hasOthers = computed(() => this.sessions().some(({ current }) => !current));
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  /** How many sessions the last act ended. */
  readonly endedCount = signal(0);

  load(): Promise<boolean> {
    return this.#act(async () => this.#read());
  }

  end(sessionId: string): Promise<boolean> {
    return this.#act(async () => {
      await this.#api.change('DELETE', `/api/account/sessions/${sessionId}`).catch((thrown: unknown) => {
        // Ended meanwhile, by itself or elsewhere: that is what was wanted.
        if (ApiProblem.from(thrown).status !== 404) throw thrown;
      });
      this.endedCount.set(1);
      await this.#read();
    });
  }

  endOthers(): Promise<boolean> {
    return this.#act(async () => {
      const others = this.sessions().filter(({ current }) => !current).length;
      await this.#api.change('DELETE', '/api/account/sessions');
      this.endedCount.set(others);
      await this.#read();
    });
  }

  async #read(): Promise<void> {
    this.#sessions.set((await this.#api.get<OwnSessionView[]>('/api/account/sessions')).body);
  }

  async #act(act: () => Promise<void>): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(true);
    this.problem.set(null);
    this.endedCount.set(0);
    try {
      await act();
      return true;
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
