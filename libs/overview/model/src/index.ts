export * from './projects.contract';
