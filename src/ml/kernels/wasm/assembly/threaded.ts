/** The module for memory that is shared with helper threads. */
export { runKernel } from './kernels';
export { launch, serve, stop } from './threads';
