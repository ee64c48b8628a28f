/** A helper of the data worker: augments what it receives, and has no state. */
import { augmentAll } from '../../images/augment/augment-all';
import type { AugmentApi } from './api';
import { reportUnhandled, serve, Transferred } from '../rpc';

// in a worker's scope `self` is the port to the thread that started it
reportUnhandled(self);
serve<AugmentApi>(self, {
  augment: (work) => {
    const pixels = augmentAll(work);
    return new Transferred(pixels, [pixels.buffer]);
  },
});
