/** The queue: what runs, what waits and in which order, what became of each; and the question after a reload. */
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
  const state = { going: 'one after the other', held: 'paused', idle: 'not begun' }[status];
  const runs = format.counted(all, 'run');
  const said = over === all ? `${runs}, all over.` : `${over} of ${runs} over; ${state}.`;
  return (
    <Section
      title="Queue"
      hint={`${said} Runs of one experiment share split and seed.`}
      actions={
        <>
          <ActionButton action="queue.pause" size="small" icon={status === 'going' ? 'pause' : 'play'}>
            {status === 'going' ? 'Pause the queue' : status === 'held' ? 'Go on' : 'Start the queue'}
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

/** What ran when the page was left: nothing is done about it unasked. */
function Interrupted({ item }: { item: QueueItem }) {
  useStore(datasetStore, (state) => state.summary);
  return (
    <Notice
      kind="warning"
      title={`“${item.recipe.title}” was running when the page was left. What is to become of it?`}
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
            Leave it out
          </Button>
        </>
      }
    >
      It starts from the beginning; features that were computed are kept.
    </Notice>
  );
}
