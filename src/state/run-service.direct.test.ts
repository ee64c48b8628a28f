/** Runs that are started directly, outside the queue. */
import { describe, expect, it } from 'vitest';
import { defaultRecipe } from '../core/recipe/recipe';
import type { Run } from '../core/run/run';
import { smallRun } from './testing/runs';
import { createRunService } from './run-service';
import { isTraining, queueOf, runStatus } from './run-views';

const order = (title: string) => ({ recipe: { ...defaultRecipe(), title }, experiment: null });
const turn = () => new Promise((resolve) => setTimeout(resolve));

function held() {
  const begun: string[] = [];
  const calls: string[] = [];
  let finish: () => void = () => undefined;
  const service = createRunService({
    worker: {
      train: ({ recipe: { title } }, { signal }) => {
        begun.push(title);
        return new Promise<Run>((resolve) => {
          finish = () => resolve(smallRun(title, '2026-01-01'));
          signal.addEventListener('abort', () => resolve(smallRun(title, '', { status: 'stopped' })));
        });
      },
      pause: () => Promise.resolve(calls.push('pause')),
      resume: () => Promise.resolve(calls.push('resume')),
    },
  });
  return { service, begun, calls, finish: () => finish() };
}

describe('a run started directly', () => {
  it('is not in the queue, whose runs wait for it', async () => {
    const { service, begun, finish } = held();
    const run = service.getState().start(order('now'));
    service.getState().add([order('later')]);
    await turn();
    expect(begun).toEqual(['now']);
    expect(queueOf(service.getState()).map(({ recipe, status }) => [recipe.title, status])).toEqual([
      ['later', 'waiting'],
    ]);
    finish();
    expect((await run)?.id).toBe('now');
    await turn();
    expect(begun).toEqual(['now', 'later']);
    // one was queued, so this is run 1 of 1
    expect(service.getState().live.place).toBe('1 of 1');
  });

  it('is neither paused nor ended with the queue', async () => {
    const { service, calls } = held();
    void service.getState().start(order('now'));
    service.getState().add([order('later')]);
    await service.getState().hold();
    service.getState().cancelAll();
    await turn();
    expect(calls).toEqual([]);
    expect(isTraining(service.getState())).toBe(true);
    expect(queueOf(service.getState())).toEqual([]);
    service.getState().stop();
    await turn();
    expect(runStatus(service.getState())).toBe('stopped');
  });

  it('does not start while another run or other work uses the device', async () => {
    const { service, begun } = held();
    service.getState().add([order('queued')]);
    await turn();
    expect(await service.getState().start(order('now'))).toBeNull();
    expect(begun).toEqual(['queued']);
  });
});

it('a queued run is still shown after it has been removed from the queue', async () => {
  const { service, finish } = held();
  service.getState().add([order('a')]);
  await turn();
  finish();
  await turn();
  service.getState().cancelAll();
  expect(queueOf(service.getState())).toEqual([]);
  expect(runStatus(service.getState())).toBe('finished');
  expect(service.getState().live.run?.id).toBe('a');
  service.getState().add([order('b')]);
  await turn();
  expect(service.getState().entries.map(({ recipe }) => recipe.title)).toEqual(['b']);
});
