/**
 * Serves an API in this process over a real MessageChannel with the real call protocol: as in the page, but without the
 * worker.
 */
import { connect, serve, type Implementation, type Remote } from '../../workers/rpc';

/** Serves only the methods that a test needs. Close the ports when the test ends. */
export function serveInProcess<A extends object>(
  methods: Partial<Implementation<A>>,
): { remote: Remote<A>; close: () => void } {
  const { port1, port2 } = new MessageChannel();
  serve<A>(port1, methods as Implementation<A>);
  return {
    remote: connect<A>(port2),
    close: () => {
      port1.close();
      port2.close();
    },
  };
}
