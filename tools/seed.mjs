// npm run -s seed -- [--projects N] [--seed N] [--programme CODE] [--lines N,N…]: generated projects, the same for the same seed number, for trying out sizes; the
// budgets of the first ones with so many lines.
import { build, prepare } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);
build('api');
const { runWithDatabase } = await import('./with-database.mjs');
await runWithDatabase('seed.mjs', process.argv.slice(2));
