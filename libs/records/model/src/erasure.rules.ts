import { administers } from '@passerelle/access/model';
import { refusal, type Actor, type Refusal } from '@passerelle/shared/kernel';

/** A project the records of which an audit holds. */
export interface HeldProject {
  readonly code: string;
  readonly programmeId: string;
}

/** Why nobody is erased while an audit holds projects in which she acted. Those of programmes that the actor administers are named, of the others only how many there are is told. */
export function heldRefusals(actor: Actor, held: readonly HeldProject[]): Refusal[] {
  const named = held.filter(({ programmeId }) => administers(actor, programmeId)).map(({ code }) => code);
  const others = held.length - named.length;
  return [
    ...(named.length ? [refusal('personalData.held', { count: named.length, projects: named.join(', ') })] : []),
    ...(others ? [refusal('personalData.held-elsewhere', { count: others })] : []),
  ];
}
