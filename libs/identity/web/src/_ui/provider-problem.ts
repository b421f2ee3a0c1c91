import { computed, type Signal } from '@angular/core';
import { ApiProblem } from '@passerelle/shared/web-kit';

/** What the address says went wrong at a provider. Only codes are read from it, never words. */
export const providerProblem = (code: Signal<string | undefined>): Signal<ApiProblem | null> =>
  computed(() => {
    const given = code();
    return given === undefined ? null : new ApiProblem({ status: 401, code: /^identity\.[a-z-]+$/.test(given) ? given : 'identity.provider-refused' });
  });
