import { afterEach, expect, it } from 'vitest';
import { OnesheetError, stopped, throwIfStopped } from '../core/errors';
import { connect, reportUnhandled, serve, Transferred, type Method, type Remote } from './rpc';

interface TestApi {
  double: Method<{ value: number }, number>;
  count: Method<{ to: number }, string, number>;
  forever: Method<null, null>;
  fail: Method<null, null>;
  bytes: Method<{ length: number }, Uint8Array>;
}

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function pair(): Remote<TestApi> {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  serve<TestApi>(port1, {
    double: ({ value }) => value * 2,
    count: ({ to }, { emit }) => {
      for (let i = 1; i <= to; i++) emit(i);
      return 'counted';
    },
    forever: async (_, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throwIfStopped(signal);
      return null;
    },
    fail: () => {
      throw new OnesheetError('zip-broken', 'Broken.', 'Repair it.', { cause: new Error('why') });
    },
    bytes: ({ length }) => {
      const bytes = new Uint8Array(length);
      return new Transferred(bytes, [bytes.buffer]);
    },
  });
  return connect<TestApi>(port2);
}

it('answers concurrent calls, each to its own caller', async () => {
  const remote = pair();
  const results = await Promise.all([1, 2, 3].map((value) => remote.call('double', { value })));
  expect(results).toEqual([2, 4, 6]);
});

it('sends events in order before the result', async () => {
  const events: number[] = [];
  expect(await pair().call('count', { to: 4 }, { onEvent: (event) => events.push(event) })).toBe('counted');
  expect(events).toEqual([1, 2, 3, 4]);
});

it('passes errors on with all their fields', async () => {
  await expect(pair().call('fail', null)).rejects.toMatchObject({
    code: 'zip-broken',
    message: 'Broken.',
    advice: 'Repair it.',
    cause: 'why',
  });
});

it('stops a call through its signal, before and during the call', async () => {
  const controller = new AbortController();
  const remote = pair();
  const call = remote.call('forever', null, { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await expect(call).rejects.toMatchObject({ code: 'stopped' });
  await expect(remote.call('forever', null, { signal: controller.signal })).rejects.toMatchObject({
    code: 'stopped',
  });
});

it('transfers buffers instead of copying them', async () => {
  expect((await pair().call('bytes', { length: 3 })).byteLength).toBe(3);
});

it('names an unknown method', async () => {
  const remote = pair() as unknown as Remote<{ nothing: Method<null, null> }>;
  await expect(remote.call('nothing', null)).rejects.toMatchObject({ code: 'unexpected' });
});

it('ends every open call when the worker has died', async () => {
  const remote = pair();
  const call = remote.call('forever', null);
  remote.fail(new OnesheetError('unexpected', 'The worker failed.', 'Reload.'));
  await expect(call).rejects.toMatchObject({ message: 'The worker failed.' });
});

it('rejects later calls to a worker that never sent anything; one that did may continue', async () => {
  const failure = new OnesheetError('unexpected', 'The worker failed.', 'Reload.');
  const never = pair();
  never.fail(failure);
  expect(never.dead).toBe(true);
  await expect(never.call('forever', null)).rejects.toMatchObject({ message: 'The worker failed.' });
  const remote = pair();
  await expect(remote.call('fail', null)).rejects.toBeInstanceOf(OnesheetError);
  remote.fail(failure);
  expect(remote.dead).toBe(false);
  await expect(remote.call('fail', null)).rejects.not.toMatchObject({ message: 'The worker failed.' });
});

it('passes on what the other side left unhandled, except stops', async () => {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const heard: OnesheetError[] = [];
  connect<TestApi>(port2, (error) => heard.push(error));
  const scope = Object.assign(new EventTarget(), {
    postMessage: (message: unknown) => port1.postMessage(message),
  });
  reportUnhandled(scope);
  const reject = (reason: unknown) =>
    scope.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));
  reject(stopped());
  reject(new OnesheetError('zip-broken', 'Broken.', 'Repair it.'));
  reject(new RangeError('too far'));
  await expect.poll(() => heard).toHaveLength(2);
  expect(heard).toMatchObject([
    { code: 'zip-broken', message: 'Broken.', advice: 'Repair it.' },
    { code: 'unexpected', cause: 'RangeError: too far' },
  ]);
});

it('says whether a failure reached any caller', async () => {
  const remote = pair();
  const failure = new OnesheetError('unexpected', 'The worker failed.', 'Reload.');
  expect(remote.fail(failure)).toBe(false);
  const other = pair();
  const call = other.call('forever', null);
  expect(other.fail(failure)).toBe(true);
  await expect(call).rejects.toBe(failure);
});
