import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OnesheetError } from '../core/errors';
import type { DatasetSummary } from '../workers/protocol';
import { datasetStore } from './dataset';
import { followPlan, preparation } from './preparation';

const call = vi.hoisted(() => vi.fn<(method: string) => Promise<unknown>>());
vi.mock('../workers/client', () => ({ getStudio: () => ({ data: { call } }) }));

const summaryAt = (revision: number): DatasetSummary => ({
  revision,
  name: 'films.csv',
  origin: 'opened',
  table: null,
  posters: 2,
  measured: 0,
  join: { matched: 2, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} },
  genres: [],
  unread: 0,
  filmFolders: null,
  attribution: null,
});
const planAt = (revision: number) => ({ revision, plan: { warnings: [] }, charts: [], examples: [] });
const asked = (method: string) => call.mock.calls.filter(([name]) => name === method).length;

const before = { dataset: datasetStore.getState(), preparation: preparation.getState() };
let leave = (): void => undefined;
beforeEach(() => {
  vi.useFakeTimers();
  call.mockReset();
  datasetStore.setState(before.dataset, true);
  preparation.setState(before.preparation, true);
  leave = followPlan();
});
afterEach(() => {
  leave();
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(1000);

describe('the plan', () => {
  it('is requested again if it was first requested before the posters were there', async () => {
    call.mockRejectedValueOnce(
      new OnesheetError('plan-no-posters', 'None of the 0 films has a poster.', 'Add posters.'),
    );
    datasetStore.setState({ summary: summaryAt(1) });
    await settle();
    expect(preparation.getState()).toMatchObject({ plan: null, planError: { code: 'plan-no-posters' } });
    call.mockResolvedValueOnce(planAt(2));
    datasetStore.setState({ summary: summaryAt(2) });
    await settle();
    expect(preparation.getState()).toMatchObject({ plan: { warnings: [] }, planError: null });
    expect(asked('planSummary')).toBe(2);
  });

  it('is not requested again while the data stay the same', async () => {
    call.mockResolvedValue(planAt(1));
    datasetStore.setState({ summary: summaryAt(1) });
    await settle();
    datasetStore.setState({ summary: summaryAt(1), generation: 5 });
    await settle();
    expect(asked('planSummary')).toBe(1);
  });

  it('refreshes the summary and is made once more if the data are newer than the page knows', async () => {
    call.mockImplementation((method) =>
      Promise.resolve(
        method === 'planSummary'
          ? planAt(2)
          : method === 'clean'
            ? { funnel: [], summary: summaryAt(2) }
            : summaryAt(2),
      ),
    );
    datasetStore.setState({ summary: summaryAt(1) });
    await settle();
    await settle();
    expect(datasetStore.getState().summary?.revision).toBe(2);
    expect(asked('summary')).toBe(1);
    expect(asked('planSummary')).toBe(2);
  });
});
