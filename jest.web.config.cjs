// Screens and their stores, in jsdom.
const { createEsmPreset } = require('jest-preset-angular/presets');
module.exports = {
  ...createEsmPreset({ tsconfig: '<rootDir>/apps/web/tsconfig.spec.json' }),
  displayName: 'web',
  rootDir: __dirname,
  roots: ['<rootDir>/apps/web', '<rootDir>/libs'],
  setupFilesAfterEnv: ['<rootDir>/apps/web/src/test-setup.ts'],
  testMatch: ['<rootDir>/apps/web/**/*.spec.ts', '<rootDir>/libs/**/web/**/*.spec.ts', '<rootDir>/libs/shared/{web-kit,grid,ui}/**/*.spec.ts'],
  moduleNameMapper: { '^@passerelle/(.*)$': '<rootDir>/libs/$1/src/index.ts' },
};
