import { afterEach, expect, it } from 'vitest';
import { defaultRecipe } from '../core/recipe/recipe';
import { rateFinder } from './learning-rate';
import { smallRun } from './testing/runs';
import { noRun } from './live-run';
import { runService } from './page-runs';
import { queueOf } from './run-views';

afterEach(() => {
  rateFinder.setState({ status: 'idle' });
  runService.setState({ entries: [], live: noRun(), queue: 'idle' });
});

it('does not mistake the last run for a queued one that could not start, but waits its turn', async () => {
  const live = { ...noRun(), entryId: 'theirs', run: smallRun('started by somebody else', '2026-01-01') };
  runService.setState({ live });
  rateFinder.setState({ status: 'looking' });
  runService.getState().add([{ recipe: defaultRecipe(), experiment: null }]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(queueOf(runService.getState())).toMatchObject([{ status: 'waiting' }]);
  rateFinder.setState({ status: 'idle' });
  // Node has no workers, so the run fails as soon as it starts
  await expect.poll(() => queueOf(runService.getState())).toMatchObject([{ status: 'failed' }]);
});
