/**
 * The states of a requested run: waiting → starting → running ⇄ paused → stopping → finished, stopped or failed. A run
 * is `interrupted` if the page was closed during it; it waits again when the person asks for that.
 */

/** The states that each state can change to. */
const NEXT = {
  waiting: ['starting'],
  starting: ['running', 'paused', 'stopping', 'finished', 'stopped', 'failed'],
  running: ['paused', 'stopping', 'finished', 'stopped', 'failed'],
  paused: ['running', 'stopping', 'finished', 'stopped', 'failed'],
  stopping: ['finished', 'stopped', 'failed'],
  finished: ['waiting'],
  stopped: ['waiting'],
  failed: ['waiting'],
  interrupted: ['waiting'],
} as const;

export type RunState = keyof typeof NEXT;

export const RUN_STATES = Object.keys(NEXT) as [RunState, ...RunState[]];

/** The state after a change to `to` is reported: `to`, or `from` if that change is no longer possible. */
export function turned(from: RunState, to: RunState): RunState {
  const allowed: readonly RunState[] = NEXT[from];
  return allowed.includes(to) ? to : from;
}

/** True from its start until the compute worker has released it. */
export function isUnderWay(state: RunState): boolean {
  return state === 'starting' || state === 'running' || state === 'paused' || state === 'stopping';
}

/** True once the run has ended in any way. An interrupted run has not: the person decides what happens to it. */
export function hasEnded(state: RunState): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed';
}
