/** One line of the queue: its state or progress, its position, and its buttons. */
import { useStore } from 'zustand';
import type { QueueItem } from '../../core/experiments/queue';
import { isUnderWay, type RunState } from '../../core/experiments/run-state';
import { perform } from '../../state/perform';
import { canRun, RUN_WAITS, runAgain } from '../../state/ask-for-runs';
import { runService } from '../../state/page-runs';
import { stageText } from '../../state/run-views';
import { openRun } from '../runs/open-run';
import { Badge, Button, ErrorNotice, IconButton } from '../shared';
import styles from './experiments.module.css';

const RUNNING = { kind: 'accent', text: 'running' } as const;

const BADGES: Record<RunState, { kind?: 'accent' | 'good' | 'warning'; text: string }> = {
  waiting: { text: 'waiting' },
  starting: RUNNING,
  running: RUNNING,
  // the run bar says that it is paused
  paused: RUNNING,
  stopping: RUNNING,
  finished: { kind: 'good', text: 'done' },
  stopped: { text: 'stopped' },
  failed: { kind: 'warning', text: 'failed' },
  interrupted: { kind: 'warning', text: 'interrupted' },
};

export function QueueEntry({ item, waiting }: { item: QueueItem; waiting: readonly QueueItem[] }) {
  const name = item.recipe.title;
  const badge = BADGES[item.status];
  const going = isUnderWay(item.status);
  const at = waiting.findIndex(({ id }) => id === item.id);
  return (
    <>
      <span className={styles.queueName}>
        {name}
        {going && <Stage />}
      </span>
      <Badge kind={badge.kind}>{badge.text}</Badge>
      <span className={styles.queueButtons}>
        {item.status === 'waiting' && (
          <>
            <IconButton
              label={`Move ${name} up`}
              icon="arrowUp"
              size="small"
              waitsFor={at > 0 ? null : 'it is the next one'}
              onClick={() => runService.getState().move(item.id, -1)}
            />
            <IconButton
              label={`Move ${name} down`}
              icon="arrowDown"
              size="small"
              waitsFor={at < waiting.length - 1 ? null : 'it is the last one'}
              onClick={() => runService.getState().move(item.id, 1)}
            />
          </>
        )}
        {item.runId !== null && <OpenRun id={item.runId} name={name} />}
        {(item.status === 'failed' || item.status === 'stopped') && (
          <Button
            size="small"
            aria-label={`Run ${name} again`}
            waitsFor={canRun() ? null : RUN_WAITS}
            onClick={() => perform(() => runAgain(item.id))}
          >
            Again
          </Button>
        )}
        <IconButton
          label={going ? `End ${name} and start the next` : `Remove ${name}`}
          icon={going ? 'stop' : 'close'}
          size="small"
          onClick={() => runService.getState().cancel(item.id)}
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
  const stage = useStore(runService, (state) => stageText(state.live));
  return stage ? <span className={styles.quiet}>{stage}</span> : null;
}

function OpenRun({ id, name }: { id: string; name: string }) {
  return (
    <Button size="small" variant="quiet" aria-label={`Evaluate ${name}`} onClick={() => openRun(id)}>
      Evaluate
    </Button>
  );
}
