/** What Evaluate, Compare and Export show while there is no run. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { isUsable, runs } from '../../state/runs';
import { goTo } from '../../state/ui';
import { Button, EmptyState, ErrorNotice, type IconName } from '../shared';
import { UnreadableRuns } from './UnreadableRuns';
import { useRunList } from './useRun';
import styles from './runs.module.css';
import { perform } from '../../state/perform';

export interface WaitsForRunProps {
  title: string;
  icon: IconName;
  /** What the workspace shows once there is a run. */
  purpose: string;
  children: ReactNode;
}

/** Shows its children once there is a run. */
export function WaitsForRun({ title, icon, purpose, children }: WaitsForRunProps) {
  useRunList();
  const status = useStore(runs, (state) => state.status);
  const error = useStore(runs, (state) => state.error);
  const some = useStore(runs, (state) => state.list.some(isUsable));
  if (some) return children;
  if (status === 'failed' && error)
    return (
      <div className={styles.page}>
        <ErrorNotice error={error} onRetry={() => perform(() => runs.getState().refresh())} />
      </div>
    );
  if (status !== 'ready') return null;
  return (
    <>
      <EmptyState
        title={title}
        icon={icon}
        actions={
          <Button variant="primary" onClick={() => goTo('train')}>
            Open Train
          </Button>
        }
      >
        {purpose}
      </EmptyState>
      <UnreadableRuns />
    </>
  );
}
