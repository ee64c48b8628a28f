import { afterEach, expect, it } from 'vitest';
import { defaultRecipe } from '../core/recipe/recipe';
import { rateFinder } from './learning-rate';
import { smallRun } from './testing/runs';
import { pageTrainer } from './train';
import { training } from './training';

afterEach(() => {
  rateFinder.setState({ status: 'idle' });
  training.setState({ status: 'idle', run: null });
});

it('does not take the last run for a queued one that could not begin, but waits for its turn', async () => {
  training.setState({ status: 'finished', run: smallRun('of somebody else', '2026-01-01') });
  rateFinder.setState({ status: 'looking' });
  let ended = false;
  const queued = pageTrainer.train(defaultRecipe(), null, '1 of 1').finally(() => (ended = true));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(ended).toBe(false);
  rateFinder.setState({ status: 'idle' });
  // Node has no workers: begun, it fails at once
  expect(await queued).toMatchObject({ status: 'failed' });
});
