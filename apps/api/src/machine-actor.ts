import type { Actor } from '@passerelle/shared/kernel';

/** Who acts from the command line or while setting up: whoever has the machine may do what the secretariat may, in these programmes. */
export const machineActor = (programmeIds: readonly string[]): Actor => ({
  personId: null,
  name: 'Passerelle',
  assignments: programmeIds.map((programmeId) => ({ role: 'SECRETARIAT', programmeId })),
});
