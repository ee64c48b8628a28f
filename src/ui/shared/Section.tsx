/** Titled sections of a workspace, and small elements used in them. Sections have no frames, only spacing and type. */
import { useId, type ReactNode } from 'react';
import { classes } from './classes';
import styles from './parts.module.css';

export interface SectionProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  /** 2 by default; 3 inside another section or the inspector. */
  level?: 2 | 3;
  id?: string;
}

export function Section({ title, hint, actions, children, level = 2, id }: SectionProps) {
  const own = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles.section} aria-labelledby={own} id={id}>
      <div className={styles.sectionHead}>
        <Heading id={own}>{title}</Heading>
        {actions}
      </div>
      {hint && <p className={styles.sectionHint}>{hint}</p>}
      {children}
    </section>
  );
}

export interface StatsItem {
  label: string;
  value: ReactNode;
  note?: ReactNode;
}

/** Headline figures in a row. */
export function Stats({ items }: { items: readonly StatsItem[] }) {
  return (
    <dl className={styles.stats}>
      {items.map((item) => (
        <div key={item.label} className={styles.stat}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
          {item.note !== undefined && <dd className={styles.statNote}>{item.note}</dd>}
        </div>
      ))}
    </dl>
  );
}

export interface Fact {
  name: string;
  text: ReactNode;
}

/** Names and values, one per line. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {items.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface ChipProps {
  children: ReactNode;
  /** Makes it a toggle, if given. */
  pressed?: boolean;
  onClick?: () => void;
  count?: string;
}

export function Chip({ children, pressed, onClick, count }: ChipProps) {
  const inside = (
    <>
      {children}
      {count !== undefined && <span className={styles.chipCount}>{count}</span>}
    </>
  );
  if (!onClick) return <span className={styles.chip}>{inside}</span>;
  return (
    <button type="button" className={styles.chip} aria-pressed={pressed} onClick={onClick}>
      {inside}
    </button>
  );
}

export function Badge({ kind, children }: { kind?: 'warning' | 'good' | 'accent'; children: ReactNode }) {
  return (
    <span
      className={classes(
        styles.badge,
        kind === 'warning' && styles.badgeWarning,
        kind === 'good' && styles.badgeGood,
        kind === 'accent' && styles.badgeAccent,
      )}
    >
      {children}
    </span>
  );
}
