/** One of the data worker's helpers: augments what it is sent, and holds nothing. */
import { augmentAll } from '../../images/augment/augment-all';
import type { AugmentApi } from './api';
import { reportUnhandled, serve, Transferred } from '../rpc';

// in a worker's scope `self` is the port to whoever started it
reportUnhandled(self);
serve<AugmentApi>(self, {
  augment: (work) => {
    const pixels = augmentAll(work);
    return new Transferred(pixels, [pixels.buffer]);
  },
});
