export * from './codes';
export * from './email';
export * from './languages';
export * from './permissions';
export * from './refusal';
export * from './roles';
