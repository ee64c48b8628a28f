/** Labelled marks on a chart that are not values of it: a vertical one at an x, a horizontal one at a y. */
import { ReferenceLine, usePlotArea } from 'recharts';
import styles from './charts.module.css';

export interface UprightMark {
  x: number;
  label: string;
}

export interface LevelMark {
  y: number;
  label: string;
}

interface LabelProps {
  text: string;
  /** Where the line is drawn; filled in by recharts. */
  viewBox?: { x?: number; y?: number; width?: number };
}

/** About how much room a label needs to the right of its mark, CSS pixels. */
const LABEL_ROOM = 56;
const LINE_HEIGHT = 14;

/** @param row places the labels of marks close to each other one below the other */
export function Upright({ mark, row }: { mark: UprightMark; row: number }) {
  return (
    <ReferenceLine
      x={mark.x}
      stroke="var(--line-strong)"
      strokeDasharray="2 3"
      label={<UprightLabel text={mark.label} row={row} />}
    />
  );
}

function UprightLabel({ text, row, viewBox: { x = 0, y = 0 } = {} }: LabelProps & { row: number }) {
  const area = usePlotArea();
  const near = area !== undefined && x > area.x + area.width - LABEL_ROOM;
  return (
    <text
      x={near ? x - 5 : x + 5}
      y={y + 8 + LINE_HEIGHT * row}
      textAnchor={near ? 'end' : 'start'}
      className={styles.over}
    >
      {text}
    </text>
  );
}

/** @param above whether its label is above the line or below it */
export function Level({ mark, above = false }: { mark: LevelMark; above?: boolean }) {
  return (
    <ReferenceLine
      y={mark.y}
      stroke="var(--line-strong)"
      strokeDasharray="2 3"
      label={<LevelLabel text={mark.label} above={above} />}
    />
  );
}

function LevelLabel({
  text,
  above,
  viewBox: { x = 0, y = 0, width = 0 } = {},
}: LabelProps & { above: boolean }) {
  return (
    <text x={x + width} y={above ? y - 5 : y + 12} textAnchor="end" className={styles.over}>
      {text}
    </text>
  );
}
