/**
 * The page's side of the two workers: starts them, joins them by a channel, and fails the calls that one had open
 * when it dies.
 */
import { OnesheetError } from '../core/errors';
import type { DataApi, EngineApi } from './protocol';
import { connect, type Remote } from './rpc';

export interface Studio {
  data: Remote<DataApi>;
  engine: Remote<EngineApi>;
}

function startWorker<A extends object>(worker: Worker, name: string): Remote<A> {
  const remote = connect<A>(worker);
  worker.addEventListener('error', (event) => {
    remote.fail(
      new OnesheetError(
        'unexpected',
        `The ${name} worker failed.`,
        'Reload the page; what was stored is kept.',
        {
          cause: event.message || 'no message',
        },
      ),
    );
  });
  return remote;
}

/** A remote whose worker starts at the first call: the model code loads when it is first needed. */
function lazily<A extends object>(start: () => Remote<A>): Remote<A> {
  let remote: Remote<A> | null = null;
  return {
    call: (method, args, options) => (remote ??= start()).call(method, args, options),
    fail: (error) => remote?.fail(error),
  };
}

let studio: Studio | null = null;

/** The one pair of workers of this page; the engine starts at its first call. */
export function getStudio(): Studio {
  if (studio) return studio;
  // a worker's own address says nothing sure of the page's: it differs between the built page and the served one
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  const data = startWorker<DataApi>(
    new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module', name: 'data' }),
    'data',
  );
  // at once, since the data worker needs the address for its own files; the other port waits for the engine
  const channel = new MessageChannel();
  void data.call('attach', { port: channel.port1, base }, { transfer: [channel.port1] });
  const engine = lazily(() => {
    const started = startWorker<EngineApi>(
      new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
      'engine',
    );
    void started.call('attach', { data: channel.port2, base }, { transfer: [channel.port2] });
    return started;
  });
  studio = { data, engine };
  return studio;
}
