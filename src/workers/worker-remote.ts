/**
 * A worker as a Remote: if it fails or cannot be loaded, open calls end with a typed error. An error that belongs to no
 * call is raised in the thread that started the worker.
 */
import { OnesheetError } from '../core/errors';
import { connect, raise, type Remote } from './rpc';

/** @param message shown when it fails: one sentence. */
export function workerRemote<A extends object>(worker: Worker, message: string): Remote<A> {
  const remote = connect<A>(worker);
  worker.addEventListener('error', (event) => {
    // a script that could not be loaded gives no message
    const cause = event.message || 'no message';
    const error = new OnesheetError('unexpected', message, 'Reload the page; what was stored is kept.', {
      cause,
    });
    if (!remote.fail(error)) raise(error);
  });
  return remote;
}
