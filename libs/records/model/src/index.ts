export * from './retention.contract';
export * from './personal-data.contract';
export * from './person-archive';
export * from './erasure.rules';
