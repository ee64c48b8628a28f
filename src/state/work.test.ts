import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunState } from '../core/experiments/run-state';
import { defaultRecipe } from '../core/recipe/recipe';
import { currentJob, jobs, nextJobId, runJob } from './jobs';
import { noRun } from './live-run';
import { runService } from './page-runs';
import { dismissWork, stopWork, work } from './work';
import { OnesheetError } from '../core/errors';

const start = runService.getState();
beforeEach(() => {
  jobs.setState({ list: [] });
  runService.setState(start, true);
});
afterEach(() => runService.setState(start, true));

const FULL = { code: 'out-of-memory', message: 'Full.', advice: 'Take less.' } as const;

/** As after a run has started and reached this state. */
function runIn(status: RunState, place: string | null = null): void {
  const error = status === 'failed' ? FULL : null;
  const entry = { id: 'a', recipe: defaultRecipe(), experiment: null, runId: null, queued: true };
  runService.setState({
    entries: [{ ...entry, status, error }],
    live: { ...noRun(), entryId: 'a', recipe: entry.recipe, place, jobId: nextJobId() },
  });
}

const titles = () => work.getState().list.map(({ title, status }) => `${title}: ${status}`);
const failing = (workspace: 'train' | 'data') =>
  runJob({ title: 'Other', workspace }, () =>
    Promise.reject(new OnesheetError('unexpected', 'It failed.', 'Again.')),
  );

describe('all work', () => {
  it('shows training among the jobs, with its state', () => {
    expect(titles()).toEqual([]);
    for (const [state, status] of [
      ['starting', 'running'],
      ['running', 'running'],
      ['paused', 'paused'],
      ['stopping', 'stopping'],
    ] as const) {
      runIn(state, '2 of 4');
      expect(titles()).toEqual([`Training 2 of 4: ${status}`]);
    }
    expect(work.getState().list[0]).toMatchObject({
      canPause: true,
      stage: 'run 2 of 4',
      workspace: 'train',
    });
  });

  it('returns the same list until something changes, and notifies when it does', () => {
    runIn('running');
    expect(work.getState()).toBe(work.getState());
    let told = 0;
    const leave = work.subscribe(() => told++);
    runIn('paused');
    jobs.setState({ list: [] });
    leave();
    runIn('running');
    expect(told).toBe(2);
  });

  it('puts what started last in front, and drops what ended in the same workspace', async () => {
    await failing('train');
    runIn('failed');
    expect(titles()).toEqual(['Training: failed']);
    await failing('data');
    expect(titles()).toEqual(['Training: failed', 'Other: failed']);
    await failing('train');
    expect(titles()).toEqual(['Other: failed', 'Other: failed']);
  });

  it('dismisses a failed run without bringing up anything older', async () => {
    runIn('failed');
    await failing('train');
    const job = currentJob(work.getState().list);
    if (job) dismissWork(job);
    expect(titles()).toEqual([]);
  });

  it('stops the run if that is the job to stop', () => {
    runIn('running');
    stopWork(work.getState().list[0].id);
    expect(titles()).toEqual(['Training: stopping']);
  });
});
