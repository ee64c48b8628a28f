/**
 * Tabs with a roving focus: arrow keys, Home and End move; the caller draws the panel with the attributes of
 * `tabPanel`.
 */
import { useRef, type KeyboardEvent } from 'react';
import styles from './Tabs.module.css';

export interface TabsProps<T extends string> {
  /** Accessible name, and prefix of the ids that connect tabs and panels. */
  label: string;
  id: string;
  value: T;
  tabs: readonly { value: T; label: string; note?: string }[];
  onChange: (value: T) => void;
}

export function Tabs<T extends string>({ label, id, value, tabs, onChange }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    onChange(tabs[index].value);
    list.current?.querySelectorAll('button')[index].focus();
  };
  return (
    <div
      role="tablist"
      aria-label={label}
      className={styles.tabs}
      ref={list}
      onKeyDown={onKeyDown}
      tabIndex={-1}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`${id}-tab-${tab.value}`}
          aria-selected={tab.value === value}
          aria-controls={tab.value === value ? `${id}-panel` : undefined}
          tabIndex={tab.value === value ? 0 : -1}
          className={styles.tab}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.note && <span className={styles.note}>{tab.note}</span>}
        </button>
      ))}
    </div>
  );
}

/** Attributes of the panel shown by the selected tab. */
export function tabPanel(id: string, value: string) {
  return { role: 'tabpanel', id: `${id}-panel`, 'aria-labelledby': `${id}-tab-${value}` } as const;
}
