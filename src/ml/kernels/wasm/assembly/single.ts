/** The module without helpers: for a memory that is not shared. */
export { runKernel } from './kernels';
