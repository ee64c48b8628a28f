/** Messages between the data worker and its helpers; types only. */
import type { AugmentWork } from '../../images/augment/augment-all';
import type { Method } from '../rpc';

/** Methods of the data worker's helpers, which augment pictures in parallel. */
export interface AugmentApi {
  /** RGB bytes `[pictures, height, width, 3]`. Buffers are transferred in both directions. */
  augment: Method<AugmentWork, Uint8Array>;
}
