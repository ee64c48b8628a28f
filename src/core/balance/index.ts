export * from './copies';
export * from './even-classes';
export * from './even-labels';
export * from './loss-weights';
