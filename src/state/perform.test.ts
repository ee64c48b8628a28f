import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OnesheetError, stopped } from '../core/errors';
import { copyText } from './clipboard';
import { dismissNotice, notices, showError, tell } from './notices';
import { perform } from './perform';
import { ui } from './ui';
import { followUnhandled } from './unhandled';

const shown = () =>
  notices.getState().list.map((one) => (one.kind === 'error' ? one.error.message : one.text));
const broken = () => new OnesheetError('zip-broken', 'The ZIP is broken.', 'Make it again.');

beforeEach(() => notices.setState({ list: [] }));

describe('an action that a person asked for', () => {
  it('starts at once, and shows nothing if it succeeds', async () => {
    const work = vi.fn<() => Promise<string>>(() => Promise.resolve('anything'));
    perform(work);
    expect(work).toHaveBeenCalledOnce();
    await work.mock.results[0].value;
    expect(shown()).toEqual([]);
  });

  it('shows its error, whether it throws or rejects', async () => {
    perform(() => {
      throw broken();
    });
    perform(() => Promise.reject(new RangeError('too far')));
    await vi.waitFor(() => expect(notices.getState().list).toHaveLength(2));
    expect(notices.getState().list).toMatchObject([
      { error: { code: 'zip-broken', advice: 'Make it again.' } },
      { error: { code: 'unexpected', cause: 'RangeError: too far' } },
    ]);
  });

  it('shows nothing if the person stopped it', async () => {
    perform(() => Promise.reject(stopped()));
    perform(() => Promise.reject(new DOMException('aborted', 'AbortError')));
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown()).toEqual([]);
  });

  it('shows an error if the clipboard is refused', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('denied')) } });
    perform(() => copyText('text'));
    await vi.waitFor(() => expect(notices.getState().list).toHaveLength(1));
    expect(notices.getState().list).toMatchObject([
      { kind: 'error', error: { code: 'clipboard-refused', cause: 'denied' } },
    ]);
    vi.unstubAllGlobals();
  });
});

describe('notices', () => {
  it('count an error that occurs again, and keep the newest three', () => {
    const report = (message: string) => ({ code: 'unexpected' as const, message, advice: 'Try again.' });
    for (const message of ['a', 'b', 'a', 'c', 'd']) showError(report(message));
    expect(shown()).toEqual(['a', 'c', 'd']);
    expect(notices.getState().list[0]).toMatchObject({ times: 2 });
  });

  it('show one confirmation at a time, and have it read out even if it is the same as before', () => {
    tell('Copied.');
    const first = ui.getState().announcement;
    tell('Copied.');
    expect(shown()).toEqual(['Copied.']);
    expect(first.trim()).toBe('Copied.');
    expect(ui.getState().announcement).not.toBe(first);
    expect(ui.getState().announcement.trim()).toBe('Copied.');
  });

  it('disappear when they are dismissed', () => {
    tell('Copied.');
    dismissNotice(notices.getState().list[0].id);
    expect(shown()).toEqual([]);
  });
});

describe('an error that nothing has handled', () => {
  it('is shown, except stops and what browsers report about observers', () => {
    const target = new EventTarget();
    const leave = followUnhandled(target as Window);
    const raise = (type: string, facts: object) =>
      target.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), facts));
    raise('unhandledrejection', { reason: broken() });
    raise('unhandledrejection', { reason: stopped() });
    raise('error', { message: 'x', error: new TypeError('no such thing') });
    raise('error', { message: 'ResizeObserver loop completed with undelivered notifications.' });
    leave();
    raise('error', { message: 'y', error: new Error('later') });
    expect(notices.getState().list).toMatchObject([
      { error: { code: 'zip-broken' } },
      { error: { cause: 'TypeError: no such thing' } },
    ]);
  });
});
