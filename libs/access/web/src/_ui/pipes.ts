import { Pipe, inject, type PipeTransform } from '@angular/core';
import type { AccessView, CoverageView } from '@passerelle/access/model';
import { LanguageStore, Say } from '@passerelle/shared/web-kit';
import { RoleActsStore } from '../_acts/role-acts.store';
import { placeOf, whyOf } from '../_acts/why';

// "Impure" for the same reason as the house's other pipes: they follow the language.

/** Why somebody has access, as a sentence. */
@Pipe({ name: 'why', pure: false })
export class WhyPipe implements PipeTransform {
  readonly #say = inject(Say);
  readonly #language = inject(LanguageStore).language;

  transform(access: AccessView): string {
    return whyOf(this.#say, access, this.#language());
  }
}

/** For what a role is: its operator, project, versant, the programme. */
@Pipe({ name: 'place', pure: false })
export class PlacePipe implements PipeTransform {
  readonly #say = inject(Say);

  readonly #acts = inject(RoleActsStore);

  transform(covers: CoverageView): string {
    return placeOf(this.#say, covers, this.#acts.isInProject());
  }
}
