export * from './agreement.rules';
export * from './difference.contract';
export * from './differing-fields';
export * from './lifecycle.rules';
export * from './problems.rules';
export * from './shifts.contract';
export * from './submission.rules';
export * from './versions.contract';
