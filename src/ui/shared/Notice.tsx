/** A message in place: an error with its advice and cause, a warning, or information. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ErrorReport } from '../../core/errors';
import { readPlace, WORKSPACES } from '../../core/places';
import { goTo, ui } from '../../state/ui';
import { Button } from './Button';
import { classes } from './classes';
import { Icon, type IconName } from './Icon';
import styles from './parts.module.css';

const KINDS = {
  error: { icon: 'error', className: styles.noticeError },
  warning: { icon: 'warning', className: styles.noticeWarning },
  good: { icon: 'check', className: styles.noticeGood },
  info: { icon: 'info', className: '' },
} satisfies Record<string, { icon: IconName; className: string }>;

export interface NoticeProps {
  kind?: keyof typeof KINDS;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

export function Notice({ kind = 'info', title, children, actions }: NoticeProps) {
  return (
    <div
      role={kind === 'error' ? 'alert' : undefined}
      className={classes(styles.notice, KINDS[kind].className)}
    >
      <Icon name={KINDS[kind].icon} />
      <div className={styles.noticeWords}>
        <div className={styles.noticeTitle}>{title}</div>
        {children && <div className={styles.noticeText}>{children}</div>}
      </div>
      {actions && <div className={styles.noticeActions}>{actions}</div>}
    </div>
  );
}

export interface ErrorNoticeProps {
  error: ErrorReport;
  /** How many times it has occurred. */
  times?: number;
  onRetry?: () => void;
  onDismiss?: () => void;
}

/** A typed error: what happened, what can be done, the cause (folded), and a link to where it can be fixed. */
export function ErrorNotice({ error, times = 1, onRetry, onDismiss }: ErrorNoticeProps) {
  const here = useStore(ui, (state) => state.workspace);
  // the place may have been stored by another version
  const where = error.where && readPlace(error.where.workspace, error.where.control);
  // a link to the open workspace would lead nowhere
  const place = where && (where.workspace !== here || where.control) ? where : null;
  return (
    <Notice
      kind="error"
      title={times > 1 ? `${error.message} (${times} times)` : error.message}
      actions={
        (place || onRetry || onDismiss) && (
          <>
            {onRetry && (
              <Button size="small" onClick={onRetry}>
                Try again
              </Button>
            )}
            {place && (
              <Button size="small" onClick={() => goTo(place.workspace, place.control)}>
                {place.workspace === here ? 'Show where' : `Open ${WORKSPACES[place.workspace].title}`}
              </Button>
            )}
            {onDismiss && (
              <Button size="small" variant="quiet" onClick={onDismiss}>
                Dismiss
              </Button>
            )}
          </>
        )
      }
    >
      {error.advice}
      {error.cause && (
        <details>
          <summary>Cause</summary>
          <pre>
            {error.code}: {error.cause}
          </pre>
        </details>
      )}
    </Notice>
  );
}
