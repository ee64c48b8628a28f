/** The right panel. Its width is changed with the pointer or the arrow keys, and is remembered. */
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { INSPECTOR_WIDTHS, setInspectorWidth, ui } from '../../state/ui';
import styles from './InspectorPanel.module.css';

const STEP = 16;

export function InspectorPanel({ place }: { place: (element: HTMLElement | null) => void }) {
  const width = useStore(ui, (state) => state.inspectorWidth);
  const [from, setFrom] = useState<{ x: number; width: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const { min, max, usual } = INSPECTOR_WIDTHS;
    const to = { ArrowLeft: width + STEP, ArrowRight: width - STEP, Home: max, End: min, Enter: usual }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    setInspectorWidth(to);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (from) setInspectorWidth(from.width + from.x - event.clientX);
  };
  return (
    <aside className={styles.panel} style={{ width }} aria-label="Inspector">
      {/* a focusable separator is a widget: WAI-ARIA's window splitter */}
      <div
        className={styles.handle}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="separator"
        aria-label="Width of the inspector"
        aria-orientation="vertical"
        aria-valuenow={width}
        aria-valuemin={INSPECTOR_WIDTHS.min}
        aria-valuemax={INSPECTOR_WIDTHS.max}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
        onDoubleClick={() => setInspectorWidth(INSPECTOR_WIDTHS.usual)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom({ x: event.clientX, width });
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => setFrom(null)}
        onPointerCancel={() => setFrom(null)}
      />
      <div className={styles.body} ref={place} />
    </aside>
  );
}
