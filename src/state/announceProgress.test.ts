import { describe, expect, it } from 'vitest';
import { announceProgress } from './announceProgress';
import { jobs, type Job } from './jobs';
import { ui } from './ui';

function job(phase: string, done: number): Job {
  return {
    id: 1,
    title: 'Opening',
    workspace: 'data',
    status: 'running',
    progress: { phase, done, total: 200, unit: 'rows', rate: null, remainingSeconds: null },
    stage: null,
    device: null,
    error: null,
    canPause: false,
    beside: false,
  };
}

describe('progress for screen readers', () => {
  it('is announced with each phase and every twenty seconds, not with every figure', () => {
    let time = 0;
    const said: string[] = [];
    const stops = [
      announceProgress(() => time),
      ui.subscribe((now, before) => {
        if (now.announcement !== before.announcement) said.push(now.announcement);
      }),
    ];
    jobs.setState({ list: [job('Reading', 10)] });
    time = 1000;
    jobs.setState({ list: [job('Reading', 20)] });
    time = 21_000;
    jobs.setState({ list: [job('Reading', 100)] });
    time = 22_000;
    jobs.setState({ list: [job('Joining', 1)] });
    expect(said).toEqual(['Reading, 5 %', 'Reading, 50 %', 'Joining, 0 %']);
    for (const stop of stops) stop();
    jobs.setState({ list: [] });
  });
});
