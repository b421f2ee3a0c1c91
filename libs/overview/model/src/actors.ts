/** What stands for Passerelle itself where an actor is asked for: what no person did. */
export const PASSERELLE_ACTOR = 'passerelle';
