/** The corner in which the page confirms actions and shows errors. Screen readers read its region. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { dismissNotice, notices, type PageNotice } from '../../state/notices';
import { ui } from '../../state/ui';
import { IconButton } from '../shared/Button';
import { Icon } from '../shared/Icon';
import { ErrorNotice } from '../shared/Notice';
import styles from './Notices.module.css';

/** How long a confirmation is shown; longer while the pointer or the focus is on its button. */
const SHOWN_MS = 7000;

export function Notices() {
  const list = useStore(notices, (state) => state.list);
  const announcement = useStore(ui, (state) => state.announcement);
  return (
    <section className={styles.area} aria-label="Notices">
      <output className="visually-hidden" aria-live="polite">
        {announcement}
      </output>
      {list.map((notice) => (
        <Shown key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function Shown({ notice }: { notice: PageNotice }) {
  if (notice.kind === 'done') return <Done key={notice.id} id={notice.id} text={notice.text} />;
  const { error, times } = notice;
  return (
    <div className={styles.error}>
      <ErrorNotice error={error} times={times} onDismiss={() => dismiss(notice.id)} />
    </div>
  );
}

function Done({ id, text }: { id: number; text: string }) {
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismissNotice(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, id]);
  return (
    <div
      className={styles.done}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <Icon name="check" size={14} />
      {/* read out from the region's output */}
      <span>{text}</span>
      <IconButton label="Dismiss" icon="close" size="small" onClick={() => dismiss(id)} />
    </div>
  );
}

/** The workspace takes the focus, since the button disappears. */
function dismiss(id: number): void {
  dismissNotice(id);
  document.getElementById('workspace')?.focus({ preventScroll: true });
}
