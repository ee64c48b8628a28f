import { describe, expect, it } from 'vitest';
import { hasEnded, isUnderWay, RUN_STATES, turned, type RunState } from './run-state';

describe('the states of a run', () => {
  it('go from waiting to an end, with pauses in between', () => {
    const way: RunState[] = ['starting', 'running', 'paused', 'running', 'stopping', 'stopped', 'waiting'];
    let state: RunState = 'waiting';
    for (const next of way) {
      state = turned(state, next);
      expect(state).toBe(next);
    }
  });

  it('do not change when a message comes too late', () => {
    expect(turned('stopping', 'paused')).toBe('stopping');
    expect(turned('stopping', 'running')).toBe('stopping');
    for (const state of RUN_STATES.filter(hasEnded))
      for (const next of RUN_STATES.filter(isUnderWay)) expect(turned(state, next)).toBe(state);
  });

  it('are under way, ended, or neither', () => {
    expect(RUN_STATES.filter(isUnderWay)).toEqual(['starting', 'running', 'paused', 'stopping']);
    expect(RUN_STATES.filter(hasEnded)).toEqual(['finished', 'stopped', 'failed']);
  });
});
