/**
 * Pictures through transforms, beside the data worker where the browser lets a worker start others. A batch is cut
 * into as many parts as there are helpers; since draws depend on each film alone, one helper or four make the same.
 */
import { OnesheetError } from '../../core/errors';
import type { AugmentWork } from '../../images/augment/augment-all';
import type { AugmentApi } from './augment-api';
import { connect, type Remote } from '../rpc';

const MOST_HELPERS = 4;

/** One core is left to the data worker itself, which decodes. */
export function helperCount(cores: number): number {
  return Math.max(1, Math.min(MOST_HELPERS, cores - 1));
}

export class Augmenters {
  private helpers: Remote<AugmentApi>[] | null = null;

  /** @param start makes the helpers when they are first needed; none for work in this thread. */
  constructor(private readonly start: () => Remote<AugmentApi>[] = () => []) {}

  /** Helpers of a browser, as many as its cores allow; none where workers cannot start workers. */
  static ofBrowser(): Augmenters {
    if (typeof Worker === 'undefined') return new Augmenters();
    const count = helperCount(navigator.hardwareConcurrency);
    return new Augmenters(() => Array.from({ length: count }, startHelper));
  }

  /**
   * @param work its pictures' buffers are given away.
   * @returns RGB bytes `[pictures, height, width, 3]`.
   */
  async augment(work: AugmentWork, signal?: AbortSignal): Promise<Uint8Array> {
    // without transforms there is only copying, which sending would not make faster
    if (work.augmentation.length > 0) this.helpers ??= this.start();
    if (!this.helpers?.length || work.augmentation.length === 0) {
      const { augmentAll } = await import('../../images/augment/augment-all');
      return augmentAll(work);
    }
    const parts = cut(work, this.helpers.length);
    const helpers = this.helpers;
    const made = await Promise.all(
      parts.map((part, index) => {
        const transfer = part.pictures.map(({ data }) => data.buffer);
        return helpers[index].call('augment', part, { signal, transfer });
      }),
    );
    return made.length === 1 ? made[0] : joined(made);
  }
}

function startHelper(): Remote<AugmentApi> {
  const worker = new Worker(new URL('../augment.worker.ts', import.meta.url), {
    type: 'module',
    name: 'augment',
  });
  const remote = connect<AugmentApi>(worker);
  worker.addEventListener('error', (event) => {
    remote.fail(
      new OnesheetError(
        'unexpected',
        'A helper that augments posters failed.',
        'Reload the page; what was stored is kept.',
        { cause: event.message || 'no message' },
      ),
    );
  });
  return remote;
}

/** In order, as even as can be; no part is empty. */
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
