import { Injectable, computed, inject, signal } from '@angular/core';
import type { ProjectAccessView } from '@passerelle/access/model';
import { ApiClient, ApiProblem, Say } from '@passerelle/shared/web-kit';
import { placePath, type Place } from '../_acts/paths';
import { placeOf } from '../_acts/why';

/** Without accents and capitals: who looks for "reseau" finds "Réseau". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Who has access to one project. What is on the screen stays until it was read anew. */
@Injectable()
export class ProjectAccessStore {
  readonly #api = inject(ApiClient);
  readonly #say = inject(Say);
  #asked = 0;
  readonly access = signal<ProjectAccessView | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly filter = signal('');

  /** Those whose name, address, role, operator or versant holds every word that was typed. */
  readonly people = computed(() => {
    const words = plain(this.filter()).split(/\s+/).filter(Boolean);
    return (this.access()?.people ?? []).filter(({ name, email, role, covers, through }) => {
      const parts = [name, email ?? '', this.#say.say(`role.${role}`), placeOf(this.#say, covers, true), ...through.flatMap(({ operatorName, versantCode }) => [operatorName, versantCode])];
      const text = plain(parts.join(' '));
      return words.every((word) => text.includes(word));
    });
  });

  async load(place: Place): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const { body } = await this.#api.get<ProjectAccessView>(`${placePath(place)}/access`);
      if (asked !== this.#asked) return;
      this.access.set(body);
      this.problem.set(null);
    } catch (thrown) {
      if (asked === this.#asked) this.problem.set(ApiProblem.from(thrown));
    }
  }
}
