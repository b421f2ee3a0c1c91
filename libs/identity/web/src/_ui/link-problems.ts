import { ApiProblem } from '@passerelle/shared/web-kit';

/** The address came without what stands behind the #: nothing needs to be asked. */
export const noToken = (): ApiProblem => new ApiProblem({ status: 404, code: 'identity.link-unknown' });

/** Refused because of the link itself, and not of what was typed. */
export const isOfLink = ({ code }: ApiProblem): boolean => code.startsWith('identity.link-') || code === 'identity.email-taken';
