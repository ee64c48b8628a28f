export * from './class-weights';
export * from './copies';
export * from './even-classes';
export * from './even-labels';
export * from './label-imbalance';
export * from './positive-weights';
