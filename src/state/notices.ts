/**
 * Messages that belong to no particular part of the page: confirmations of actions that leave no trace on the screen,
 * and errors. The shell shows them in a corner and has them read out.
 */
import { createStore } from 'zustand/vanilla';
import type { ErrorReport } from '../core/errors';
import { announce } from './ui';

export type PageNotice = { id: number } & (
  | { kind: 'done'; text: string }
  /** Stays until it is dismissed. `times`: how many times it has occurred. */
  | { kind: 'error'; error: ErrorReport; times: number }
);

/** Oldest first. */
export const notices = createStore<{ list: readonly PageNotice[] }>(() => ({ list: [] }));

/** More would cover the page; the oldest is dropped. */
const SHOWN_AT_MOST = 3;
let made = 0;

function put(notice: PageNotice, instead?: PageNotice): void {
  notices.setState(({ list }) => ({
    list: [...list.filter((one) => one !== instead), notice].slice(-SHOWN_AT_MOST),
  }));
}

/** Confirms an action: one sentence, shown for a few seconds and read out. */
export function tell(text: string): void {
  const before = notices.getState().list.find((one) => one.kind === 'done');
  put({ id: ++made, kind: 'done', text }, before);
  announce(text);
}

function sameError(a: ErrorReport, b: ErrorReport): boolean {
  return a.code === b.code && a.message === b.message && a.cause === b.cause;
}

/** Shows an error until it is dismissed. If it occurs again, it is counted rather than repeated. */
export function showError(error: ErrorReport): void {
  const before = notices.getState().list.find((one) => one.kind === 'error' && sameError(one.error, error));
  const times = before?.kind === 'error' ? before.times + 1 : 1;
  put({ id: before?.id ?? ++made, kind: 'error', error, times }, before);
}

export function dismissNotice(id: number): void {
  notices.setState(({ list }) => ({ list: list.filter((one) => one.id !== id) }));
}
