/** What crosses between the data worker and its helpers: types alone. */
import type { AugmentWork } from '../../images/augment/augment-all';
import type { Method } from '../rpc';

/** Methods of the data worker's own helpers, which augment pictures beside it. */
export interface AugmentApi {
  /** RGB bytes `[pictures, height, width, 3]`. Buffers are moved both ways. */
  augment: Method<AugmentWork, Uint8Array>;
}
