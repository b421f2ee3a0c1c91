export * from './demo-persons';
export * from './erasure.actions';
export * from './identity.actions';
export * from './identity.module';
export type { ProviderSettings } from './_providers/provider-settings';
export * from './identity.reader';
