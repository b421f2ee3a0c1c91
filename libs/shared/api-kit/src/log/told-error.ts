// Bounded as addresses are, so that a long text without one costs no more than its length.
const ADDRESS = /[^\s"'<>(),;:\\/@]{1,64}@[^\s"'<>(),;:\\/@]{1,255}\.[^\s"'<>(),;:\\/@]{1,63}/g;
/** PostgreSQL's class 22 quotes the value that it could not read. */
const DATA_FAULT = /^22/;

/** A text without e-mail addresses in it. */
export const withoutAddresses = (text: string): string => (text.includes('@') ? text.replace(ADDRESS, '[address]') : text);

interface ToldError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly stack: string;
  readonly cause?: ToldError;
}

/**
 * What the log holds of an error: kind, message, code, constraint, the lines of its stack. Nothing else of it: PostgreSQL puts values into `detail`, TypeORM
 * the parameters of the statement.
 */
export function toldError(error: unknown, depth = 0): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutAddresses(String(error).slice(0, 500)), stack: '' };
  const { code, constraint } = databaseError(error);
  const message = DATA_FAULT.test(code ?? '') ? error.message.replace(/".*"/gs, '"…"') : error.message;
  return {
    type: error.name,
    message: withoutAddresses(message.slice(0, 2000)),
    ...(code === undefined ? {} : { code: String(code) }),
    ...(constraint === undefined ? {} : { constraint }),
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).join('\n'),
    ...(error.cause && depth < 3 ? { cause: toldError(error.cause, depth + 1) } : {}),
  };
}

/** Code and constraint of an error of the database, whether it comes from the driver or wrapped by TypeORM. */
export function databaseError(error: unknown): { code?: string; constraint?: string } {
  const { code, constraint, driverError } = error as { code?: string; constraint?: string; driverError?: { code?: string; constraint?: string } };
  return { code: driverError?.code ?? code, constraint: driverError?.constraint ?? constraint };
}
