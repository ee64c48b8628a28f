/** The seven workspaces with their marks, and the ways to everything else. */
import { useStore } from 'zustand';
import { isUnderWay } from '../../state/jobs';
import { marks, type Mark } from '../../state/marks';
import { ui } from '../../state/ui';
import { work } from '../../state/work';
import { WORKSPACES, type WorkspaceId } from '../../state/workspaces';
import { Icon } from '../shared/Icon';
import { keysText } from '../shared/platform';
import { Tooltip } from '../shared/Tooltip';
import { preload } from './workspaceViews';
import styles from './Rail.module.css';

const WORDS: Record<Mark | 'running', string> = {
  done: 'done',
  running: 'running',
  stale: 'stale',
  ready: 'ready',
  waiting: 'waiting',
};

export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Workspaces">
      <div className={styles.brand}>
        <span className={styles.sheet} aria-hidden="true" />
        <span className={styles.brandName}>Onesheet</span>
      </div>
      <ul className={styles.list}>
        {WORKSPACES.map((workspace, index) => (
          <li key={workspace.id}>
            <RailItem id={workspace.id} title={workspace.title} keys={String(index + 1)} />
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

function RailItem({ id, title, keys }: { id: WorkspaceId; title: string; keys: string }) {
  const current = useStore(ui, (state) => state.workspace === id);
  const { mark, note } = useStore(marks, (state) => state[id]);
  const running = useStore(work, ({ list }) => list.some((job) => job.workspace === id && isUnderWay(job)));
  const shown = running ? 'running' : mark;
  return (
    <Tooltip text={`${title}: ${running ? 'running' : note}`} keys={`G ${keys}`} labels>
      <a
        href={`#/${id}`}
        className={styles.item}
        aria-current={current ? 'page' : undefined}
        onPointerEnter={() => preload(id)}
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
