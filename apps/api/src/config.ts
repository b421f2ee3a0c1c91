/** Where everything that differs from one installation to the next comes from: the environment. */
export interface Config {
  readonly databaseUrl: string;
  readonly port: number;
  readonly host: string;
  /** The folder of the built screens; null serves the API alone. */
  readonly webRoot: string | null;
  readonly demo: boolean;
}

/** Throws an Error whose message is one clear sentence. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl) throw new Error('DATABASE_URL is missing.');
  const demo = env['PASSERELLE_DEMO'] ?? 'off';
  if (demo !== 'on' && demo !== 'off') throw new Error(`PASSERELLE_DEMO must be "on" or "off"; it is "${demo}".`);
  return { databaseUrl, port: Number(env['PORT'] ?? 3000), host: env['HOST'] ?? 'localhost', webRoot: env['WEB_ROOT'] ?? null, demo: demo === 'on' };
}
