/** The page's side of the two workers: starts them and joins them by a channel. */
import computeScript from './compute/compute.worker.ts?worker&url';
import dataScript from './data/data.worker.ts?worker&url';
import type { DataApi, ComputeApi } from './protocol';
import type { Remote } from './rpc';
import { startWorker } from './start-worker';
import { workerRemote } from './worker-remote';

export interface Studio {
  data: Remote<DataApi>;
  compute: Remote<ComputeApi>;
}

/** A remote whose worker starts at the first call: the model code loads when it is first needed. */
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

/** The one pair of workers of this page; the compute worker starts at its first call. */
export function getStudio(): Studio {
  if (studio) return studio;
  // a worker's own address says nothing sure of the page's: it differs between the built page and the served one
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  const data = workerRemote<DataApi>(startWorker(dataScript, 'data'), 'The data worker failed.');
  // at once, since the data worker needs the address for its own files; the other port waits for the compute worker
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
  studio = { data, compute };
  return studio;
}
