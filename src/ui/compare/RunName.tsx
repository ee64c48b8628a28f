/** A run in the first cell of a table: its name, which opens it in Evaluate, and when it was made. */
import type { ReactNode } from 'react';
import { openRun } from '../runs/open-run';
import { format } from '../shared';
import styles from './compare.module.css';

export interface RunNameProps {
  id: string;
  name: string;
  /** ISO 8601. */
  createdAt: string;
  /** Shown after the time. */
  children?: ReactNode;
}

export function RunName({ id, name, createdAt, children }: RunNameProps) {
  return (
    <span className={styles.name}>
      <button type="button" className={styles.open} onClick={() => openRun(id)}>
        {name}
      </button>
      <span className={styles.made}>
        {format.dateTime(createdAt)}
        {children}
      </span>
    </span>
  );
}
