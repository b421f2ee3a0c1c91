// The command line: npm run -s passerelle -- COMMAND …
import { build, prepare } from './prepare.mjs';

await prepare(import.meta.filename ?? new URL(import.meta.url).pathname);
build('api');
const { runWithDatabase } = await import('./with-database.mjs');
await runWithDatabase('cli.mjs', process.argv.slice(2));
