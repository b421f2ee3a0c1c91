import { defineConfig } from 'rolldown';

// Path aliases resolve through tsconfig.json and decorator metadata is emitted; everything from node_modules stays outside.
export default defineConfig({
  input: { main: 'apps/api/src/main.ts', cli: 'apps/api/src/cli/main.ts', seed: 'apps/api/src/seed/main.ts' },
  platform: 'node',
  tsconfig: 'apps/api/tsconfig.json',
  external: (id) => !/^[./\0]/.test(id) && !id.startsWith('@passerelle/') && !id.startsWith('@oxc-project/runtime'),
  output: { dir: 'dist/api', format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs', sourcemap: true, keepNames: true, cleanDir: true },
});
