/** The module without helper threads, for memory that is not shared. */
export { runKernel } from './kernels';
