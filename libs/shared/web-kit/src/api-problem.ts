import type { Refusal } from '@passerelle/shared/kernel';

/** One of the reasons for a refusal: a text key, its parameters, the JSON pointer of the field. */
export type ProblemEntry = Pick<Refusal, 'code' | 'params'> & { readonly pointer?: string };

interface ProblemParts {
  readonly status: number;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly ProblemEntry[];
  readonly requestId?: string | null;
  readonly body?: unknown;
  readonly retryAfterSeconds?: number | null;
}

/** What the server refused, or that it was not reached (status 0, general.offline). `code` is a text key; `body` is the whole answer. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly errors: readonly ProblemEntry[];
  readonly requestId: string | null;
  readonly body: unknown;
  readonly retryAfterSeconds: number | null;

  constructor(parts: ProblemParts) {
    super(`${parts.status} ${parts.code}`);
    this.name = 'ApiProblem';
    this.status = parts.status;
    this.code = parts.code;
    this.params = parts.params ?? {};
    this.errors = parts.errors ?? [];
    this.requestId = parts.requestId ?? null;
    this.body = parts.body ?? null;
    this.retryAfterSeconds = parts.retryAfterSeconds ?? null;
  }

  /** Anything thrown, as a problem that can be shown. */
  static from(thrown: unknown): ApiProblem {
    return thrown instanceof ApiProblem ? thrown : new ApiProblem({ status: 0, code: 'general.unexpected', body: thrown });
  }
}
