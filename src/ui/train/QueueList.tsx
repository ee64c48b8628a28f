/** The queue: what runs, what waits and in which order, what became of each; and the question after a reload. */
import { useStore } from 'zustand';
import { queueCount, type QueueItem } from '../../core/experiments/queue';
import { canRun, RUN_WAITS } from '../../state/experiments';
import { datasetStore } from '../../state/dataset';
import { queue } from '../../state/queue';
import { runs } from '../../state/runs';
import { stageText } from '../../state/train';
import { training } from '../../state/training';
import { goTo } from '../../state/ui';
import { ActionButton, Badge, Button, ErrorNotice, format, IconButton, Notice, Section } from '../shared';
import styles from './experiments.module.css';

const WORDS = {
  waiting: 'waiting',
  running: 'running',
  finished: 'done',
  stopped: 'stopped',
  failed: 'failed',
  interrupted: 'interrupted',
} as const;
const KINDS = {
  waiting: undefined,
  running: 'accent',
  finished: 'good',
  stopped: undefined,
  failed: 'warning',
  interrupted: 'warning',
} as const;

export function QueueList() {
  const items = useStore(queue, (state) => state.items);
  const status = useStore(queue, (state) => state.status);
  if (items.length === 0) return null;
  const { over, all } = queueCount(items);
  const state = {
    going: 'one after the other',
    held: 'paused',
    idle: over === all ? 'all over' : 'not begun',
  }[status];
  return (
    <Section
      title="Queue"
      hint={`${over} of ${format.counted(all, 'run')} over; ${state}. Runs of one experiment share split and seed.`}
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
            <Entry item={item} waiting={items.filter((one) => one.status === 'waiting')} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function runAgain(id: string): void {
  queue.getState().again(id);
  queue.getState().start();
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
          <Button size="small" waitsFor={canRun() ? null : RUN_WAITS} onClick={() => runAgain(item.id)}>
            Run it again
          </Button>
          <Button size="small" variant="quiet" onClick={() => queue.getState().cancel(item.id)}>
            Leave it out
          </Button>
        </>
      }
    >
      It starts from the beginning; features that were computed are kept.
    </Notice>
  );
}

function Entry({ item, waiting }: { item: QueueItem; waiting: readonly QueueItem[] }) {
  const name = item.recipe.title;
  const at = waiting.findIndex(({ id }) => id === item.id);
  return (
    <>
      <span className={styles.queueName}>
        {name}
        {item.status === 'running' && <Stage />}
      </span>
      <Badge kind={KINDS[item.status]}>{WORDS[item.status]}</Badge>
      <span className={styles.queueButtons}>
        {item.status === 'waiting' && (
          <>
            <IconButton
              label={`Move ${name} up`}
              icon="arrowUp"
              size="small"
              waitsFor={at > 0 ? null : 'it is the next one'}
              onClick={() => queue.getState().move(item.id, -1)}
            />
            <IconButton
              label={`Move ${name} down`}
              icon="arrowDown"
              size="small"
              waitsFor={at < waiting.length - 1 ? null : 'it is the last one'}
              onClick={() => queue.getState().move(item.id, 1)}
            />
          </>
        )}
        {item.runId !== null && <OpenRun id={item.runId} name={name} />}
        {(item.status === 'failed' || item.status === 'stopped') && (
          <Button
            size="small"
            aria-label={`Run ${name} again`}
            waitsFor={canRun() ? null : RUN_WAITS}
            onClick={() => runAgain(item.id)}
          >
            Again
          </Button>
        )}
        <IconButton
          label={item.status === 'running' ? `End ${name} and go on with the next` : `Take ${name} out`}
          icon={item.status === 'running' ? 'stop' : 'close'}
          size="small"
          onClick={() => queue.getState().cancel(item.id)}
        />
      </span>
      {item.error && (
        <div className={styles.queueError}>
          <ErrorNotice error={item.error} />
        </div>
      )}
    </>
  );
}

function Stage() {
  const stage = useStore(training, stageText);
  return stage ? <span className={styles.quiet}>{stage}</span> : null;
}

function OpenRun({ id, name }: { id: string; name: string }) {
  return (
    <Button
      size="small"
      variant="quiet"
      aria-label={`Evaluate ${name}`}
      onClick={() => {
        runs.getState().select(id);
        goTo('evaluate');
      }}
    >
      Evaluate
    </Button>
  );
}
