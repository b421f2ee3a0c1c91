export * from './projects.contract';
export * from './sheet.rules';
