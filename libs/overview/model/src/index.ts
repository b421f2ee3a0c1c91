export * from './actors';
export * from './history.contract';
export * from './integrity.contract';
export * from './projects.contract';
export * from './sheet.rules';
