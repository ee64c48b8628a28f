/** The last resort: shows errors that nothing else has handled, in the page or in one of its workers. */
import { isStop, toReport } from '../core/errors';
import { showError } from './notices';

/** Browsers report this if an observer's callback changes what it observes; the rest follows in the next frame. */
const HARMLESS = /^ResizeObserver loop/;

/** Shows unhandled errors until the returned function is called. They stay in the browser's console. */
export function followUnhandled(
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): () => void {
  const thrown = (event: ErrorEvent) => {
    if (!HARMLESS.test(event.message)) showError(toReport(event.error ?? event.message));
  };
  const rejected = (event: PromiseRejectionEvent) => {
    if (isStop(event.reason)) event.preventDefault();
    else showError(toReport(event.reason));
  };
  target.addEventListener('error', thrown);
  target.addEventListener('unhandledrejection', rejected);
  return () => {
    target.removeEventListener('error', thrown);
    target.removeEventListener('unhandledrejection', rejected);
  };
}
