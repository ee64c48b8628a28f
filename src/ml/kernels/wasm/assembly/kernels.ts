/** The kernels by number, in the order of `kernel-names.ts`. */
import * as norm from './batch-norm';
import * as depthwise from './depthwise';
import * as elementwise from './elementwise';
import { filterGradient } from './filter-gradient';
import { gatherGemm, packFilter } from './gather-gemm';
import { adam, sgd } from './optimizers';
import * as pooling from './pooling';

/** Runs chunk `chunk` of `chunks` of a kernel's work; `args` is the address of its arguments, four bytes each. */
export function runKernel(kernel: i32, args: usize, chunk: i32, chunks: i32): void {
  switch (kernel) {
    case 0:
      return packFilter(args, chunk, chunks);
    case 1:
      return gatherGemm(args, chunk, chunks);
    case 2:
      return filterGradient(args, chunk, chunks);
    case 3:
      return depthwise.depthwise(args, chunk, chunks);
    case 4:
      return depthwise.depthwiseFilterGradient(args, chunk, chunks);
    case 5:
      return depthwise.sumParts(args, chunk, chunks);
    case 6:
      return norm.normSums(args, chunk, chunks);
    case 7:
      return norm.normMoments(args);
    case 8:
      return norm.normApply(args, chunk, chunks);
    case 9:
      return norm.normGradientSums(args, chunk, chunks);
    case 10:
      return norm.normGradientMoments(args);
    case 11:
      return norm.normGradientApply(args, chunk, chunks);
    case 12:
      return norm.scaleGradient(args, chunk, chunks);
    case 13:
      return elementwise.addActivate(args, chunk, chunks);
    case 14:
      return elementwise.activationGradient(args, chunk, chunks);
    case 15:
      return pooling.maxPoolGradient(args, chunk, chunks);
    case 16:
      return pooling.globalAverage(args, chunk, chunks);
    case 17:
      return pooling.globalAverageGradient(args, chunk, chunks);
    case 18:
      return adam(args, chunk, chunks);
    case 19:
      return sgd(args, chunk, chunks);
    default:
      unreachable();
  }
}
