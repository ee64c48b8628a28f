/** The seven workspaces with their marks, and the buttons for everything else. */
import { useStore } from 'zustand';
import { isUnderWay } from '../../state/jobs';
import { marks, type Mark, type WorkspaceMark } from '../../state/marks';
import { ui } from '../../state/ui';
import { work } from '../../state/work';
import { WORKSPACE_IDS, workspaceShortcut, WORKSPACES, type WorkspaceId } from '../../core/places';
import { Icon } from '../shared/Icon';
import { keysText } from '../shared/platform';
import { Tooltip } from '../shared/Tooltip';
import { WORKSPACE_UIS } from './workspaces';
import styles from './Rail.module.css';

const WORDS: Record<Mark | 'running', string> = {
  done: 'done',
  running: 'running',
  stale: 'stale',
  ready: 'ready',
  waiting: 'waiting',
};

/** Shown until the marks are known. */
const UNKNOWN: WorkspaceMark = { mark: 'waiting', note: '' };

export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Workspaces">
      <div className={styles.brand}>
        <span className={styles.sheet} aria-hidden="true" />
        <span className={styles.brandName}>Onesheet</span>
      </div>
      <ul className={styles.list}>
        {WORKSPACE_IDS.map((id) => (
          <li key={id}>
            <RailItem id={id} />
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <FootButton overlay="palette" icon="command" title="Commands" shortcut="Mod+K" />
        <FootButton overlay="shortcuts" icon="keyboard" title="Shortcuts" shortcut="?" />
      </div>
    </nav>
  );
}

function RailItem({ id }: { id: WorkspaceId }) {
  const { title } = WORKSPACES[id];
  const current = useStore(ui, (state) => state.workspace === id);
  const { mark, note } = useStore(marks, (state) => state[id] ?? UNKNOWN);
  const running = useStore(work, ({ list }) => list.some((job) => job.workspace === id && isUnderWay(job)));
  const shown = running ? 'running' : mark;
  return (
    <Tooltip text={`${title}: ${running ? 'running' : note}`} keys={workspaceShortcut(id)} labels>
      <a
        href={`#/${id}`}
        className={styles.item}
        aria-current={current ? 'page' : undefined}
        onPointerEnter={WORKSPACE_UIS[id].preload}
        data-mark={shown}
        aria-label={`${title}, ${WORDS[shown]}${shown === 'waiting' ? `: ${note}` : ''}`}
      >
        <Icon name={id} />
        <span className={styles.title}>{title}</span>
        <span className={styles.mark} aria-hidden="true">
          {shown === 'done' && (
            <span className={styles.done}>
              <Icon name="check" size={14} />
            </span>
          )}
          {shown === 'stale' && (
            <span className={styles.stale}>
              <Icon name="refresh" size={12} />
            </span>
          )}
          {shown === 'running' && <span className={styles.running} />}
        </span>
      </a>
    </Tooltip>
  );
}

function FootButton({
  overlay,
  icon,
  title,
  shortcut,
}: {
  overlay: 'palette' | 'shortcuts';
  icon: 'command' | 'keyboard';
  title: string;
  shortcut: string;
}) {
  return (
    <button
      type="button"
      className={`${styles.item} ${styles.footButton}`}
      onClick={() => ui.setState({ overlay })}
      title={`${title} (${keysText(shortcut)})`}
    >
      <Icon name={icon} />
      <span className={styles.title}>{title}</span>
      <span className={styles.keys} aria-hidden="true">
        {keysText(shortcut)}
      </span>
    </button>
  );
}
