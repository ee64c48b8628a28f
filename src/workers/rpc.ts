/**
 * Calls over a MessagePort. An API is a record of methods `(args, context) → result`; a call can send events while it
 * runs, and the caller can stop it. Errors are passed on as typed reports with all their fields.
 */
import { fromReport, isStop, stopped, toReport, type ErrorReport, type OnesheetError } from '../core/errors';

/** What a method gets besides its arguments. */
export interface CallContext<Event> {
  /** Aborted when the caller stops the call. */
  signal: AbortSignal;
  /** Sends one event to the caller. */
  emit: (event: Event, transfer?: Transferable[]) => void;
}

/** The types of one method: arguments, result, events. */
export interface Method<Args, Result, Event = never> {
  args: Args;
  result: Result;
  event: Event;
}
export type Api = object;
type AnyMethod = Method<unknown, unknown, unknown>;
type MethodOf<A extends Api, K extends keyof A> =
  A[K] extends Method<infer X, infer Y, infer Z> ? Method<X, Y, Z> : AnyMethod;

type Answer<Result> = Result | Transferred<Result>;

export type Implementation<A extends Api> = {
  [K in keyof A]: (
    args: MethodOf<A, K>['args'],
    context: CallContext<MethodOf<A, K>['event']>,
  ) => Answer<MethodOf<A, K>['result']> | Promise<Answer<MethodOf<A, K>['result']>>;
};

/** Wraps a result whose buffers are to be transferred, not copied. */
export class Transferred<T> {
  constructor(
    readonly value: T,
    readonly transfer: Transferable[],
  ) {}
}

type Port = Pick<MessagePort, 'postMessage' | 'addEventListener' | 'removeEventListener'> & {
  start?: () => void;
};

type Request =
  { onesheet: 'call'; id: number; method: string; args: unknown } | { onesheet: 'stop'; id: number };
type Reply =
  | { onesheet: 'event'; id: number; event: unknown }
  | { onesheet: 'result'; id: number; result: unknown }
  | { onesheet: 'error'; id: number; error: ErrorReport };
/** An error of the serving side that belongs to no call. */
interface Unhandled {
  onesheet: 'unhandled';
  error: ErrorReport;
}

function isOurs(data: unknown): data is Request | Reply | Unhandled {
  return typeof data === 'object' && data !== null && 'onesheet' in data;
}

/** Serves an API on a port until the port closes. A method may return a `Transferred` to transfer buffers. */
export function serve<A extends Api>(port: Port, implementation: Implementation<A>): void {
  const running = new Map<number, AbortController>();
  const methods = implementation as Record<string, (args: unknown, context: CallContext<unknown>) => unknown>;

  async function answer(id: number, method: string, args: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    const emit = (event: unknown, transfer: Transferable[] = []) =>
      port.postMessage({ onesheet: 'event', id, event } satisfies Reply, transfer);
    try {
      const returned = await methods[method](args, { signal: controller.signal, emit });
      const moved = returned instanceof Transferred;
      const result: unknown = moved ? returned.value : returned;
      port.postMessage({ onesheet: 'result', id, result } satisfies Reply, moved ? returned.transfer : []);
    } catch (error) {
      port.postMessage({ onesheet: 'error', id, error: toReport(error) } satisfies Reply);
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', (message: Event) => {
    const data: unknown = (message as MessageEvent).data;
    if (!isOurs(data)) return;
    if (data.onesheet === 'call') void answer(data.id, data.method, data.args);
    if (data.onesheet === 'stop') running.get(data.id)?.abort();
  });
  port.start?.();
}

/** Reports every unhandled rejection in this worker to the other side; browsers report only thrown errors there. */
export function reportUnhandled(scope: Port & Pick<EventTarget, 'addEventListener'>): void {
  scope.addEventListener('unhandledrejection', (event: Event) => {
    const { reason } = event as PromiseRejectionEvent;
    if (isStop(reason)) event.preventDefault();
    else scope.postMessage({ onesheet: 'unhandled', error: toReport(reason) } satisfies Unhandled, []);
  });
}

export interface CallOptions<Event> {
  signal?: AbortSignal;
  onEvent?: (event: Event) => void;
  transfer?: Transferable[];
}

/**
 * Raises an error that has no caller in this thread, so that it is treated like other unhandled errors: in the page it
 * becomes a notice, in a worker it is passed on to the thread that started it.
 */
export function raise(error: OnesheetError): void {
  const reject = async () => {
    throw error;
  };
  // left unhandled on purpose
  void reject();
}

/** The caller's side of an API. */
export interface Remote<A extends Api> {
  call<K extends keyof A & string>(
    method: K,
    args: MethodOf<A, K>['args'],
    options?: CallOptions<MethodOf<A, K>['event']>,
  ): Promise<MethodOf<A, K>['result']>;
  /**
   * Ends every open call with the error. If the other side has never sent anything, it is considered dead (for instance
   * a worker whose script could not be loaded): later calls end with the same error, since they would wait forever.
   * @returns whether there was an open call, and so a caller that learns of the error
   */
  fail(error: OnesheetError): boolean;
  /** True once no call will be answered any more. */
  readonly dead: boolean;
}

/**
 * Connects to the API served at the other end of the port.
 * @param onUnhandled receives errors of the other side that belong to no call
 */
export function connect<A extends Api>(
  port: Port,
  onUnhandled: (error: OnesheetError) => void = raise,
): Remote<A> {
  let nextId = 1;
  let heard = false;
  let ended: OnesheetError | null = null;
  const open = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: unknown) => void; onEvent?: (event: never) => void }
  >();

  port.addEventListener('message', (message: Event) => {
    const data: unknown = (message as MessageEvent).data;
    if (!isOurs(data)) return;
    heard = true;
    if (data.onesheet === 'unhandled') return onUnhandled(fromReport(data.error));
    const call = open.get(data.id);
    if (!call) return;
    if (data.onesheet === 'event') call.onEvent?.(data.event as never);
    if (data.onesheet === 'result') {
      open.delete(data.id);
      call.resolve(data.result as never);
    }
    if (data.onesheet === 'error') {
      open.delete(data.id);
      call.reject(fromReport(data.error));
    }
  });
  port.start?.();

  return {
    call(method, args, options = {}) {
      if (options.signal?.aborted) return Promise.reject(stopped());
      if (ended) return Promise.reject(ended);
      const id = nextId++;
      const stop = () => port.postMessage({ onesheet: 'stop', id } satisfies Request);
      options.signal?.addEventListener('abort', stop, { once: true });
      const result = new Promise<never>((resolve, reject) => {
        open.set(id, { resolve, reject, onEvent: options.onEvent });
        port.postMessage({ onesheet: 'call', id, method, args } satisfies Request, options.transfer ?? []);
      });
      return result.finally(() => options.signal?.removeEventListener('abort', stop));
    },
    get dead() {
      return ended !== null;
    },
    fail(error) {
      if (!heard) ended = error;
      const some = open.size > 0;
      for (const call of open.values()) call.reject(error);
      open.clear();
      return some;
    },
  };
}
