/**
 * How a run that was asked for moves on: waiting → starting → running ⇄ paused → stopping → finished, stopped or
 * failed. One that the page was closed on is `interrupted`; it waits again when the person says so.
 */

/** What each state may turn into. */
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

/** The state that follows when `to` is told: `to` itself, or `from` where that cannot turn into it any more. */
export function turned(from: RunState, to: RunState): RunState {
  const allowed: readonly RunState[] = NEXT[from];
  return allowed.includes(to) ? to : from;
}

/** True from its start until the compute worker has let go of it. */
export function isUnderWay(state: RunState): boolean {
  return state === 'starting' || state === 'running' || state === 'paused' || state === 'stopping';
}

/** True once it has ended, however it ended; an interrupted one still waits for the person's word. */
export function hasEnded(state: RunState): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed';
}
