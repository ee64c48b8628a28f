/**
 * What the page has to say that belongs to no part of it: that something was done which leaves no trace on the
 * screen, and what went wrong. The shell shows it in a corner and has it read out.
 */
import { createStore } from 'zustand/vanilla';
import type { ErrorReport } from '../core/errors';
import { announce } from './ui';

export type PageNotice = { id: number } & (
  | { kind: 'done'; text: string }
  /** Stays until it is dismissed. `times`: how often it has happened since. */
  | { kind: 'error'; error: ErrorReport; times: number }
);

/** Oldest first. */
export const notices = createStore<{ list: readonly PageNotice[] }>(() => ({ list: [] }));

/** More would cover the page; the oldest goes. */
const SHOWN_AT_MOST = 3;
let made = 0;

function put(notice: PageNotice, instead?: PageNotice): void {
  notices.setState(({ list }) => ({
    list: [...list.filter((one) => one !== instead), notice].slice(-SHOWN_AT_MOST),
  }));
}

/** Says that something was done: one sentence, shown for a few seconds and read out. */
export function tell(text: string): void {
  const before = notices.getState().list.find((one) => one.kind === 'done');
  put({ id: ++made, kind: 'done', text }, before);
  announce(text);
}

function sameError(a: ErrorReport, b: ErrorReport): boolean {
  return a.code === b.code && a.message === b.message && a.cause === b.cause;
}

/** Shows an error until it is dismissed. One that comes again is counted, not repeated. */
export function showError(error: ErrorReport): void {
  const before = notices.getState().list.find((one) => one.kind === 'error' && sameError(one.error, error));
  const times = before?.kind === 'error' ? before.times + 1 : 1;
  put({ id: before?.id ?? ++made, kind: 'error', error, times }, before);
}

export function dismissNotice(id: number): void {
  notices.setState(({ list }) => ({ list: list.filter((one) => one.id !== id) }));
}
