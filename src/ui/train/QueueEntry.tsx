/** One line of the queue: what became of it or how far it is, its place, and what can be done about it. */
import { useStore } from 'zustand';
import type { QueueItem } from '../../core/experiments/queue';
import { canRun, RUN_WAITS, runAgain } from '../../state/experiments';
import { queue } from '../../state/queue';
import { stageText } from '../../state/train';
import { training } from '../../state/training';
import { openRun } from '../runs/open-run';
import { Badge, Button, ErrorNotice, IconButton } from '../shared';
import styles from './experiments.module.css';

const KINDS = {
  waiting: undefined,
  running: 'accent',
  finished: 'good',
  stopped: undefined,
  failed: 'warning',
  interrupted: 'warning',
} as const;

export function QueueEntry({ item, waiting }: { item: QueueItem; waiting: readonly QueueItem[] }) {
  const name = item.recipe.title;
  const at = waiting.findIndex(({ id }) => id === item.id);
  return (
    <>
      <span className={styles.queueName}>
        {name}
        {item.status === 'running' && <Stage />}
      </span>
      <Badge kind={KINDS[item.status]}>{item.status === 'finished' ? 'done' : item.status}</Badge>
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
    <Button size="small" variant="quiet" aria-label={`Evaluate ${name}`} onClick={() => openRun(id)}>
      Evaluate
    </Button>
  );
}
