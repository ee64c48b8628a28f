/**
 * The queue: what is running, what is waiting and in which order, how each run ended; and the question after a reload.
 */
import { useStore } from 'zustand';
import { queueCount, type QueueItem } from '../../core/experiments/queue';
import { datasetStore } from '../../state/dataset';
import { perform } from '../../state/perform';
import { canRun, RUN_WAITS, runAgain } from '../../state/ask-for-runs';
import { runService } from '../../state/page-runs';
import { queueOf } from '../../state/run-views';
import { ActionButton, Button, format, Notice, Section } from '../shared';
import { QueueEntry } from './QueueEntry';
import styles from './experiments.module.css';

export function QueueList() {
  const items = useStore(runService, queueOf);
  const status = useStore(runService, (state) => state.queue);
  if (items.length === 0) return null;
  const { over, all } = queueCount(items);
  const waiting = items.filter((item) => item.status === 'waiting');
  const state = { going: 'one after the other', held: 'paused', idle: 'not started' }[status];
  const runs = format.counted(all, 'run');
  const said = over === all ? `${runs}, all ended.` : `${over} of ${runs} ended; ${state}.`;
  return (
    <Section
      title="Queue"
      hint={`${said} Runs of one experiment share split and seed.`}
      actions={
        <>
          <ActionButton action="queue.pause" size="small" icon={status === 'going' ? 'pause' : 'play'}>
            {status === 'going'
              ? 'Pause the queue'
              : status === 'held'
                ? 'Resume the queue'
                : 'Start the queue'}
          </ActionButton>
          <ActionButton action="queue.clear" size="small" icon="close">
            {over === all ? 'Clear' : 'Cancel all'}
          </ActionButton>
        </>
      }
    >
      {items
        .filter((item) => item.status === 'interrupted')
        .map((item) => (
          <Interrupted key={item.id} item={item} />
        ))}
      <ol className={styles.queue} aria-label="Queue">
        {items.map((item) => (
          <li key={item.id} data-status={item.status}>
            <QueueEntry item={item} waiting={waiting} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The run that was being trained when the page was closed: the person decides what happens to it. */
function Interrupted({ item }: { item: QueueItem }) {
  useStore(datasetStore, (state) => state.summary);
  return (
    <Notice
      kind="warning"
      title={`“${item.recipe.title}” was being trained when the page was closed. What should happen to it?`}
      actions={
        <>
          <Button
            size="small"
            waitsFor={canRun() ? null : RUN_WAITS}
            onClick={() => perform(() => runAgain(item.id))}
          >
            Run it again
          </Button>
          <Button size="small" variant="quiet" onClick={() => runService.getState().cancel(item.id)}>
            Remove it
          </Button>
        </>
      }
    >
      It starts from the beginning; the features computed so far are kept.
    </Notice>
  );
}
