// npm run -s seed -- [--projects N] [--seed N] [--programme CODE]: generated projects, the same for the same seed number, for trying out sizes.
import { build, prepare } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);
build('api');
const { runWithDatabase } = await import('./with-database.mjs');
await runWithDatabase('seed.mjs', process.argv.slice(2));
