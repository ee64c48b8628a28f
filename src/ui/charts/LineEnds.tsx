/**
 * The end of each line: a dot, and beside the plot the line's name with its value. While a value is being read, the
 * dots are on the cursor and the values are those there. Overlapping names are moved apart, with a dotted leader to
 * their line.
 */
import {
  DefaultZIndexes,
  usePlotArea,
  useXAxisScale,
  useYAxisDomain,
  useYAxisScale,
  ZIndexLayer,
} from 'recharts';
import { valueAt, type Point, type Series } from './curves';
import styles from './LineChart.module.css';
import { spread } from './spread';

export interface LineEndsProps {
  /** The labelled ones. */
  series: readonly Series[];
  /** The x being read; null if each line shows its last value. */
  read: number | null;
  show: (value: number) => string;
  /** Room for names to the right of the plot, CSS pixels; null if there is none. */
  names: number | null;
}

/** CSS pixels. */
const NAME_HEIGHT = 16;
const NAME_GAP = 10;

export function LineEnds({ series, read, show, names }: LineEndsProps) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  const area = usePlotArea();
  const domain = useYAxisDomain();
  if (!x || !y || !area || !domain) return null;
  const right = area.x + area.width;
  const bottom = area.y + area.height;
  const ended = series.flatMap((one) => {
    const end = one.points.at(-1);
    return end ? [{ one, end }] : [];
  });
  // a line that leaves the chart, or ends in a value that is not finite, is named where it left
  const places = spread(
    ended.map(({ end }) => (Number.isFinite(end.y) ? clamp(y(end.y) ?? area.y, area.y, bottom) : area.y)),
    NAME_HEIGHT,
    [area.y + 2, bottom],
  );
  const inside = (point: Point) =>
    Number.isFinite(point.y) && point.y >= Number(domain[0]) && point.y <= Number(domain.at(-1));
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.activeDot}>
      {read !== null && <line className={styles.cursor} x1={x(read)} x2={x(read)} y1={area.y} y2={bottom} />}
      {ended.map(({ one, end }, place) => {
        const value = read === null ? end.y : valueAt(one, read);
        const dot = value === null ? null : { x: read ?? end.x, y: value };
        return (
          <g key={one.id}>
            {names !== null && Number.isFinite(end.y) && (
              <path
                className={styles.leader}
                stroke={one.colour}
                d={`M${x(end.x)},${clamp(y(end.y) ?? area.y, area.y, bottom)}H${right - 4}L${right + 6},${places[place]}`}
              />
            )}
            {dot && inside(dot) && (
              <circle className={styles.dot} cx={x(dot.x)} cy={y(dot.y)} r={3} fill={one.colour} />
            )}
            {names !== null && (
              <foreignObject
                x={right + NAME_GAP}
                y={places[place] - NAME_HEIGHT / 2}
                width={Math.max(0, names - NAME_GAP)}
                height={NAME_HEIGHT}
              >
                <div className={styles.name} style={{ color: one.colour }} title={one.label}>
                  <span>{one.label}</span>
                  <span className={styles.value}>{value === null ? '' : show(value)}</span>
                </div>
              </foreignObject>
            )}
          </g>
        );
      })}
    </ZIndexLayer>
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
