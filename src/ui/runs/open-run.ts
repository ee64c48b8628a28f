/** The way from anywhere to a run's figures. */
import { runs } from '../../state/runs';
import { goTo } from '../../state/ui';

export function openRun(id: string): void {
  runs.getState().select(id);
  goTo('evaluate');
}
