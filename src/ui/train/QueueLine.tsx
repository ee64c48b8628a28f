/** One line above a run that is part of a queue: its position, and a link to the others. */
import { useStore } from 'zustand';
import { isOver } from '../../core/experiments/queue';
import { isUnderWay } from '../../core/experiments/run-state';
import { runService } from '../../state/page-runs';
import { queueOf } from '../../state/run-views';
import { Button, Icon } from '../shared';
import { showTrainTab } from './view';
import styles from './experiments.module.css';

export function QueueLine() {
  const items = useStore(runService, queueOf);
  const left = items.filter((item) => !isOver(item));
  if (left.length === 0) return null;
  const at = items.findIndex(({ status }) => isUnderWay(status));
  return (
    <p className={styles.queueLine}>
      <Icon name="rows" size={14} />
      {at < 0
        ? `Waiting in the queue: ${left.length} of ${items.length}.`
        : `Run ${at + 1} of ${items.length} in the queue.`}
      <Button size="small" variant="quiet" onClick={() => showTrainTab('experiments')}>
        Show the queue
      </Button>
    </p>
  );
}
