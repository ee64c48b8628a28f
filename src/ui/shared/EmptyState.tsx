/** What a view shows while it has no content: its purpose, what it waits for, and how to get there. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './parts.module.css';

export interface EmptyStateProps {
  title: string;
  /** What it waits for, in one or two sentences. */
  children: ReactNode;
  icon?: IconName;
  actions?: ReactNode;
}

export function EmptyState({ title, children, icon, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon && <Icon name={icon} size={24} />}
      <h2>{title}</h2>
      <p>{children}</p>
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  );
}
