import type { DemoPersonView } from '@passerelle/identity/model';

/** Provided in demo mode only: the persons that the sign-in page offers. */
export const DEMO_PERSONS = Symbol('DEMO_PERSONS');
export interface DemoPersons {
  offered(): DemoPersonView[];
}
