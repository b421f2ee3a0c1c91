// The house's boundaries and habits. The allowed directions are the two lists below; tools/boundaries holds one file per forbidden import, and a test
// fails where one of them is not found.
import tseslint from 'typescript-eslint';

/** Domains, lowest first: each may import those before it. */
const DOMAINS = ['mail', 'identity', 'programme', 'project', 'partnership', 'access', 'work-plan', 'budget', 'modification', 'reporting', 'claim', 'control', 'payment', 'coordination', 'overview', 'exchange', 'records'];

/** What each type of library may import of the shared ones. */
const SHARED = {
  model: ['kernel', 'money', 'texts'],
  api: ['kernel', 'money', 'texts', 'api-kit', 'workbook'],
  web: ['kernel', 'money', 'texts', 'web-kit', 'ui', 'grid'],
};
const ALSO_IN_TESTS = ['dossiers'];

/** Packages that a type never imports; those of workbooks and tables only shared/workbook. */
const FORBIDDEN_PACKAGES = {
  model: '^(@nestjs|@angular|@fastify|fastify|typeorm|pg|rxjs|ag-grid|@ag-grid-community|@jsverse|yauzl|yazl|saxen|csv-parse|node:)',
  api: '^(@angular|ag-grid|@ag-grid-community|@jsverse|yauzl|yazl|saxen|csv-parse)',
  web: '^(@nestjs|@fastify|fastify|typeorm|pg$|pg/|ag-grid|@ag-grid-community|yauzl|yazl|saxen|csv-parse|node:)',
};

const anyOf = (list) => list.join('|');

/** A domain's library of a type: its own model, the models (and, for api, the APIs) of lower domains, the shared libraries of its type. */
function allowedAliases(domain, type, tests) {
  const lower = DOMAINS.slice(0, DOMAINS.indexOf(domain));
  const own = type === 'model' ? [] : [`${domain}/model`];
  const models = lower.map((name) => `${name}/model`);
  const apis = type === 'api' ? lower.map((name) => `${name}/api`) : [];
  const shared = [...SHARED[type], ...(tests ? ALSO_IN_TESTS : [])].map((name) => `shared/${name}`);
  return [...own, ...models, ...apis, ...shared];
}

const onlyAliases = (aliases) => ({ regex: `^@passerelle/(?!(${anyOf(aliases)})$)`, message: `May import only: ${aliases.join(', ')}.` });
const noPackages = (type) => ({ regex: FORBIDDEN_PACKAGES[type], message: `A ${type} library does not know this package.` });
const NO_WAY_OUT = { regex: '^(\\.\\./)+(libs|apps)/|/libs/|^\\.\\./\\.\\./\\.\\./\\.\\.', message: 'Other libraries are imported by their alias.' };
// A slice never imports its sibling; folders that begin with _ are shared by slices. A slice's files reach the library's own by one step up.
const NO_SIBLING_SLICE = { regex: '^\\.\\./(?!_)[a-z0-9-]+/', message: 'A slice does not import its sibling: what two slices share lies in a folder that begins with _.' };

/** The same patterns for `import()` and `require()`, which no-restricted-imports does not see. */
const dynamic = (patterns) =>
  patterns.flatMap(({ regex, message }) => {
    const source = regex.replaceAll('/', '\\/');
    return [
      { selector: `ImportExpression[source.value=/${source}/]`, message },
      { selector: `CallExpression[callee.name="require"][arguments.0.value=/${source}/]`, message },
    ];
  });

const MONEY_HABITS = [
  { selector: 'CallExpression[callee.name="parseFloat"]', message: 'Amounts are read by readAmount of shared/money.' },
  { selector: 'MemberExpression[object.name="Number"][property.name="parseFloat"]', message: 'Amounts are read by readAmount of shared/money.' },
  { selector: 'MemberExpression[property.name="toFixed"]', message: 'Amounts are written by writeAmount of shared/money.' },
  { selector: 'MemberExpression[object.name="Math"][property.name="round"]', message: 'Shares are cut by shareOf of shared/money.' },
];
const HABITS = [{ selector: 'Decorator[expression.callee.name=/^(OneToMany|ManyToOne|OneToOne|ManyToMany)$/]', message: 'Entities are tables: no relations.' }];

const TS = { languageOptions: { parser: tseslint.parser, sourceType: 'module' }, plugins: { '@typescript-eslint': tseslint.plugin } };
const rules = (patterns, more = []) => ({
  'no-restricted-imports': ['error', { patterns }],
  'no-restricted-syntax': ['error', ...HABITS, ...more, ...dynamic(patterns)],
});

const domainConfigs = DOMAINS.flatMap((domain) =>
  ['model', 'api', 'web'].flatMap((type) => {
    const at = (tests) => ({
      ...TS,
      files: [`libs/${domain}/${type}/src/**/*${tests ? '.spec' : ''}.ts`],
      ...(tests ? {} : { ignores: ['**/*.spec.ts'] }),
      rules: rules([onlyAliases(allowedAliases(domain, type, tests)), ...(tests && type === 'model' ? [] : [noPackages(type)]), NO_WAY_OUT, ...(type === 'model' ? [] : [NO_SIBLING_SLICE])], MONEY_HABITS),
    });
    return [at(false), at(true)];
  }),
);

const SHARED_ALIASES = {
  kernel: ['shared/money'],
  money: [],
  texts: ['shared/kernel', 'shared/money'],
  dossiers: ['shared/kernel', 'shared/money'],
  'api-kit': ['shared/kernel', 'shared/money', 'shared/texts'],
  workbook: ['shared/kernel', 'shared/money'],
  'web-kit': ['shared/kernel', 'shared/money', 'shared/texts', 'identity/model', 'programme/model'],
  ui: ['shared/kernel', 'shared/money', 'shared/texts', 'shared/web-kit'],
  grid: ['shared/kernel', 'shared/money', 'shared/texts', 'shared/web-kit', 'shared/ui'],
};
const SHARED_TYPES = { kernel: 'model', money: 'model', texts: 'model', 'api-kit': 'api', workbook: 'api', 'web-kit': 'web', ui: 'web', grid: 'web' };
const sharedConfigs = Object.entries(SHARED_ALIASES).map(([name, aliases]) => {
  const packages = SHARED_TYPES[name] && name !== 'grid' && name !== 'workbook' ? [noPackages(SHARED_TYPES[name])] : [];
  return {
    ...TS,
    files: [`libs/shared/${name}/**/*.ts`],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: rules([onlyAliases(aliases), ...packages, NO_WAY_OUT], name === 'money' ? [] : MONEY_HABITS),
  };
});

export default [
  { ignores: ['node_modules/**', 'dist/**', '.nx/**', '.data/**', '.angular/**', 'tools/boundaries/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    ...TS,
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      'no-console': ['error', { allow: ['error'] }],
      'no-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
    },
  },
  ...domainConfigs,
  ...sharedConfigs,
  { ...TS, files: ['apps/api/src/**/*.ts'], rules: rules([{ regex: '^@passerelle/[a-z-]+/web$|^@passerelle/shared/(web-kit|ui|grid)$', message: 'The API does not know the screens.' }, noPackages('api')], MONEY_HABITS) },
  { ...TS, files: ['apps/web/src/**/*.ts'], rules: rules([{ regex: '^@passerelle/([a-z-]+/api|shared/(api-kit|workbook))$', message: 'The screens do not know the API’s code.' }], MONEY_HABITS) },
  { ...TS, files: ['apps/api/src/main.ts', 'apps/api/src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  // Answers of the API are asked for whatever a test expects of them; that they are as their contract says is a test of its own.
  { ...TS, files: ['apps/api/test/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
];
