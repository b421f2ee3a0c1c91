import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// The linter runs in its own process: its configuration is an ES module, which Jest's sandbox would load as something else.
const root = path.resolve(__dirname, '..');
const LINT = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint({ cwd: process.cwd() });
  const canaries = JSON.parse(await new Promise((resolve) => { let text = ''; process.stdin.on('data', (part) => (text += part)).on('end', () => resolve(text)); }));
  const found = {};
  for (const { name, as, text } of canaries) found[name] = (await eslint.lintText(text, { filePath: as })).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
  console.log(JSON.stringify(found));
`;

interface Canary {
  readonly name: string;
  readonly as: string;
  readonly mustFail: string | null;
  readonly text: string;
}

const forbidden: Canary[] = readdirSync(path.join(__dirname, 'boundaries')).map((name) => {
  const text = readFileSync(path.join(__dirname, 'boundaries', name), 'utf8');
  const [, as, mustFail] = /^\/\/ as (\S+)\n\/\/ must fail (\S+)\n/.exec(text)!;
  return { name, as: as!, mustFail: mustFail!, text };
});
const allowed: Canary[] = [
  { name: 'a domain imports its own model', as: 'libs/budget/api/src/x.ts', mustFail: null, text: `export * from '@passerelle/budget/model';` },
  { name: 'a domain imports a lower one', as: 'libs/exchange/api/src/x.ts', mustFail: null, text: `export * from '@passerelle/budget/api';` },
  { name: 'a screen imports the grid kit', as: 'libs/budget/web/src/x.ts', mustFail: null, text: `export * from '@passerelle/shared/grid';` },
  { name: 'an API imports the workbook kit', as: 'libs/exchange/api/src/x.ts', mustFail: null, text: `export * from '@passerelle/shared/workbook';` },
  { name: 'a slice imports what slices share', as: 'libs/budget/api/src/open-budget/x.ts', mustFail: null, text: `export * from '../_persistence/budget.repository';` },
  { name: 'a model uses class-validator', as: 'libs/budget/model/src/x.ts', mustFail: null, text: `export * from 'class-validator';` },
];

const found: Record<string, string[]> = JSON.parse(
  execFileSync(process.execPath, ['--input-type=module', '-e', LINT], { cwd: root, input: JSON.stringify([...forbidden, ...allowed]), encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } }),
);

describe('the boundaries', () => {
  it.each(forbidden.map((canary) => [canary.name, canary] as const))('refuse %s', (name, { mustFail }) => {
    expect(found[name]).toContain(mustFail);
  });

  it.each(allowed.map((canary) => [canary.name] as const))('let pass that %s', (name) => {
    expect(found[name]).toEqual([]);
  });
});
