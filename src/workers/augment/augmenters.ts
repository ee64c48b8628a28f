/**
 * Applies transforms to pictures in parallel, if the browser lets a worker start other workers. A batch is cut into one
 * part per helper; since the random draws depend only on the film, the result does not depend on the number of helpers.
 */
import type { AugmentWork } from '../../images/augment/augment-all';
import type { AugmentApi } from './api';
import type { Remote } from '../rpc';
import { startWorker } from '../start-worker';
import { workerRemote } from '../worker-remote';
import augmentScript from './augment.worker.ts?worker&url';

const MOST_HELPERS = 4;

/** Leaves one core to the data worker itself, which decodes. */
export function helperCount(cores: number): number {
  return Math.max(1, Math.min(MOST_HELPERS, cores - 1));
}

export class Augmenters {
  private helpers: Remote<AugmentApi>[] = [];

  /**
   * @param count number of helpers; 0 to work in this thread.
   * @param start starts a helper when it is first needed, and again if it could not be started.
   */
  constructor(
    private readonly count = 0,
    private readonly start: () => Remote<AugmentApi> = startHelper,
  ) {}

  /** The helpers of a browser, as many as its cores allow; none if workers cannot start workers. */
  static ofBrowser(): Augmenters {
    return new Augmenters(typeof Worker === 'undefined' ? 0 : helperCount(navigator.hardwareConcurrency));
  }

  /**
   * @param work the buffers of its pictures are transferred.
   * @returns RGB bytes `[pictures, height, width, 3]`.
   */
  async augment(work: AugmentWork, signal?: AbortSignal): Promise<Uint8Array> {
    // without transforms there is only copying, which helpers would not speed up
    if (this.count === 0 || work.augmentation.length === 0) {
      const { augmentAll } = await import('../../images/augment/augment-all');
      return augmentAll(work);
    }
    const made = await Promise.all(
      cut(work, this.count).map((part, index) => {
        const transfer = part.pictures.map(({ data }) => data.buffer);
        return this.helper(index).call('augment', part, { signal, transfer });
      }),
    );
    return made.length === 1 ? made[0] : joined(made);
  }

  private helper(index: number): Remote<AugmentApi> {
    const there = this.helpers.at(index);
    if (there && !there.dead) return there;
    return (this.helpers[index] = this.start());
  }
}

function startHelper(): Remote<AugmentApi> {
  return workerRemote<AugmentApi>(
    startWorker(augmentScript, 'augment'),
    'A helper that augments posters failed.',
  );
}

/** Cuts the work into parts of about equal size, in order; no part is empty. */
function cut(work: AugmentWork, count: number): AugmentWork[] {
  const { pictures, keys, copies } = work;
  const size = Math.max(1, Math.ceil(pictures.length / count));
  const parts: AugmentWork[] = [];
  for (let from = 0; from < pictures.length; from += size) {
    const to = from + size;
    parts.push({
      ...work,
      pictures: pictures.slice(from, to),
      keys: keys.slice(from, to),
      copies: copies.slice(from, to),
    });
  }
  return parts;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
