/** Opens a run's figures from anywhere. */
import { runs } from '../../state/runs';
import { goTo } from '../../state/ui';

export function openRun(id: string): void {
  runs.getState().select(id);
  goTo('evaluate');
}
