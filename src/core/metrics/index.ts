export * from './bootstrap';
export * from './classification';
export * from './confusion';
export * from './mcnemar';
export * from './multi-label';
export * from './predictions';
export * from './ranking';
export * from './regression';
