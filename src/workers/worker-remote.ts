/** A worker as a Remote: calls that are open when it fails, or cannot be loaded at all, end with a typed error. */
import { OnesheetError } from '../core/errors';
import { connect, type Remote } from './rpc';

/** @param message what is said when it fails: one sentence. */
export function workerRemote<A extends object>(worker: Worker, message: string): Remote<A> {
  const remote = connect<A>(worker);
  worker.addEventListener('error', (event) => {
    // a script that could not be loaded comes without a message
    const cause = event.message || 'no message';
    remote.fail(
      new OnesheetError('unexpected', message, 'Reload the page; what was stored is kept.', { cause }),
    );
  });
  return remote;
}
