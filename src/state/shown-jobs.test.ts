import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobs, stopJob } from './jobs';
import { prediction } from './prediction';
import { followShownJobs } from './shown-jobs';

let leave = (): void => undefined;
const start = prediction.getState();
beforeEach(() => {
  jobs.setState({ list: [] });
  prediction.setState(start, true);
  leave = followShownJobs();
});
afterEach(() => leave());

const settled = () => new Promise((resolve) => setTimeout(resolve));
const latest = () => jobs.getState().list.at(-1);
const progress = {
  phase: 'Predicting',
  done: 3,
  total: 9,
  unit: 'posters',
  rate: null,
  remainingSeconds: null,
};

describe('shown jobs', () => {
  it('start and end with the work, and show its progress', async () => {
    prediction.setState({ busy: 'predicting' });
    prediction.setState({ progress });
    expect(latest()).toMatchObject({
      title: 'Predicting',
      workspace: 'predict',
      status: 'running',
      progress,
    });
    prediction.setState({ busy: null, progress: null });
    await settled();
    expect(latest()?.status).toBe('finished');
  });

  it('fail if the work fails', async () => {
    prediction.setState({ busy: 'opening model' });
    prediction.setState({
      busy: null,
      error: { code: 'model-broken', message: 'The ZIP has no model.', advice: 'Open another.' },
    });
    await settled();
    expect(latest()).toMatchObject({ status: 'failed', error: { code: 'model-broken' } });
  });

  it('stop the work', async () => {
    let stops = 0;
    prediction.setState({ stop: () => stops++, busy: 'predicting' });
    stopJob(latest()?.id ?? -1);
    prediction.setState({ busy: null });
    await settled();
    expect(stops).toBe(1);
    expect(latest()?.status).toBe('stopped');
  });
});
