/** The page's side of the workers: starts them, and connects data and compute by a channel. */
import computeScript from './compute/compute.worker.ts?worker&url';
import dataScript from './data/data.worker.ts?worker&url';
import figuresScript from './figures/figures.worker.ts?worker&url';
import type { ComputeApi, DataApi, FiguresApi } from './protocol';
import type { Remote } from './rpc';
import { startWorker } from './start-worker';
import { workerRemote } from './worker-remote';

export interface Studio {
  data: Remote<DataApi>;
  compute: Remote<ComputeApi>;
  figures: Remote<FiguresApi>;
}

/** A remote whose worker starts at the first call, so that the model code is loaded only when it is needed. */
function lazily<A extends object>(start: () => Remote<A>): Remote<A> {
  let remote: Remote<A> | null = null;
  return {
    call: (method, args, options) => (remote ??= start()).call(method, args, options),
    fail: (error) => remote?.fail(error) ?? false,
    get dead() {
      return remote?.dead ?? false;
    },
  };
}

let studio: Studio | null = null;

/** The page's workers; all but the data worker start at their first call. */
export function getStudio(): Studio {
  if (studio) return studio;
  // the worker's own address does not say where the page is: built and served pages differ
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  const data = workerRemote<DataApi>(startWorker(dataScript, 'data'), 'The data worker failed.');
  // at once, since the data worker needs the address of its own files; the other port waits for the compute worker
  const channel = new MessageChannel();
  void data.call('attach', { port: channel.port1, base }, { transfer: [channel.port1] });
  const compute = lazily(() => {
    const started = workerRemote<ComputeApi>(
      startWorker(computeScript, 'compute'),
      'The compute worker failed.',
    );
    void started.call('attach', { data: channel.port2, base }, { transfer: [channel.port2] });
    return started;
  });
  const figures = lazily(() =>
    workerRemote<FiguresApi>(startWorker(figuresScript, 'figures'), 'The figures worker failed.'),
  );
  studio = { data, compute, figures };
  return studio;
}
