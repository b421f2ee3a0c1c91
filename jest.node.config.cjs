// Rules, use cases and tools. Specs are CommonJS; ESM-only packages (Nest 12, …) are loaded by Jest's own require(esm): Node >= 24.9 and --experimental-vm-modules.
module.exports = {
  displayName: 'node',
  rootDir: __dirname,
  testEnvironment: 'node',
  roots: ['<rootDir>/apps/api', '<rootDir>/libs', '<rootDir>/tools'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/libs/.*/web/', '/libs/shared/(web-kit|grid|ui)/'],
  moduleNameMapper: { '^@passerelle/(.*)$': '<rootDir>/libs/$1/src/index.ts' },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  setupFiles: ['reflect-metadata'],
  setupFilesAfterEnv: ['<rootDir>/tools/jest.setup.cjs'],
  globalSetup: '<rootDir>/tools/test-database.setup.mjs',
  globalTeardown: '<rootDir>/tools/test-database.teardown.mjs',
};
