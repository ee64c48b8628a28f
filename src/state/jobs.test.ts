import { afterEach, describe, expect, it } from 'vitest';
import { OnesheetError, stopped } from '../core/errors';
import { currentJob, dismissJob, jobs, pauseJob, resumeJob, runJob, stopJob, type JobContext } from './jobs';

const PROGRESS = { phase: 'Reading', done: 1, total: 4, unit: 'rows', rate: null, remainingSeconds: null };

function only() {
  const { list } = jobs.getState();
  expect(list).toHaveLength(1);
  return list[0];
}

/** Work that ends when told to, and stops when its signal is aborted. */
function heldWork() {
  let finish: (value: string) => void = () => undefined;
  let context: JobContext | null = null;
  const work = (given: JobContext) => {
    context = given;
    return new Promise<string>((resolve, reject) => {
      finish = resolve;
      given.signal.addEventListener('abort', () => reject(stopped()));
    });
  };
  return { work, finish: (value: string) => finish(value), context: () => context };
}

describe('runJob', () => {
  afterEach(() => jobs.setState({ list: [] }));

  it('shows progress and stage while running, and returns the value', async () => {
    const held = heldWork();
    const outcome = runJob({ title: 'Reading', workspace: 'data' }, held.work);
    held.context()?.report(PROGRESS);
    held.context()?.update({ stage: 'epoch 1 of 2', device: 'WASM' });
    expect(only()).toMatchObject({
      status: 'running',
      progress: PROGRESS,
      stage: 'epoch 1 of 2',
      device: 'WASM',
      canPause: false,
    });
    held.finish('read');
    expect(await outcome).toEqual({ ok: true, value: 'read' });
    expect(only().status).toBe('finished');
    expect(currentJob(jobs.getState().list)).toBeNull();
  });

  it('distinguishes a stop from a failure', async () => {
    const held = heldWork();
    const outcome = runJob({ title: 'Reading', workspace: 'data' }, held.work);
    stopJob(only().id);
    expect(only().status).toBe('stopping');
    expect(await outcome).toMatchObject({ ok: false, stopped: true });
    expect(only()).toMatchObject({ status: 'stopped', error: null });

    const failed = await runJob({ title: 'Reading', workspace: 'data' }, () =>
      Promise.reject(new OnesheetError('table-empty', 'It is empty.', 'Take another.')),
    );
    expect(failed).toMatchObject({ ok: false, stopped: false, error: { code: 'table-empty' } });
    expect(currentJob(jobs.getState().list)).toMatchObject({
      status: 'failed',
      error: { code: 'table-empty' },
    });
    dismissJob(only().id);
    expect(jobs.getState().list).toEqual([]);
  });

  it('pauses and resumes work that supports it', async () => {
    const calls: string[] = [];
    const note = (call: string) => () => {
      calls.push(call);
      return Promise.resolve();
    };
    const held = heldWork();
    const outcome = runJob(
      { title: 'Training', workspace: 'train', pause: note('pause'), resume: note('resume') },
      held.work,
    );
    const { id } = only();
    await pauseJob(id);
    expect(only()).toMatchObject({ status: 'paused', canPause: true });
    await resumeJob(id);
    expect(only().status).toBe('running');
    expect(calls).toEqual(['pause', 'resume']);
    held.finish('trained');
    await outcome;
  });

  it('keeps stopping if a pause takes effect after the stop', async () => {
    const held = heldWork();
    let pause: () => void = () => undefined;
    const outcome = runJob(
      {
        title: 'Training',
        workspace: 'train',
        pause: () => new Promise<void>((resolve) => (pause = resolve)),
        resume: () => Promise.resolve(),
      },
      (context) => {
        void held.work(context).catch(() => undefined);
        return new Promise<string>(() => undefined);
      },
    );
    void outcome;
    const { id } = only();
    const paused = pauseJob(id);
    stopJob(id);
    pause();
    await paused;
    expect(only().status).toBe('stopping');
    await resumeJob(id);
    expect(only().status).toBe('stopping');
  });

  it('shows the newest job under way, and drops ended jobs of the same workspace', async () => {
    const first = heldWork();
    const second = heldWork();
    const a = runJob({ title: 'Opening', workspace: 'data' }, first.work);
    const b = runJob({ title: 'Training', workspace: 'train' }, second.work);
    expect(currentJob(jobs.getState().list)?.title).toBe('Training');
    second.finish('');
    await b;
    expect(currentJob(jobs.getState().list)?.title).toBe('Opening');
    first.finish('');
    await a;
    await runJob({ title: 'Fetching', workspace: 'data' }, () => Promise.resolve(1));
    expect(jobs.getState().list.map((job) => job.title)).toEqual(['Training', 'Fetching']);
  });
});
