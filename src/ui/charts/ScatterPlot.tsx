/**
 * What was predicted over what is, a dot a film, with the line on which both are the same. All dots are one path, so
 * that ten thousand are as light as ten. What it shows stands in a table beside it.
 */
import { linear, niceDomain, ticks, type Domain } from './scale';
import styles from './ScatterPlot.module.css';
import { useWidth } from './useWidth';

const MARGIN = { left: 44, right: 12, top: 8, bottom: 40 };
const LABELLED = 6;
/** Above so many dots they are drawn fainter. */
const MANY = 600;

export interface ScatterPlotProps {
  /** `[samples]`. */
  actual: ArrayLike<number>;
  predicted: ArrayLike<number>;
  /** A level line at what always saying the same would give. */
  baseline: { value: number; label: string };
  /** Of both axes: "points". */
  unit: string;
  /** CSS pixels. */
  height?: number;
}

export function ScatterPlot({ actual, predicted, baseline, unit, height = 320 }: ScatterPlotProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const domain = niceDomain(extent(actual, predicted), LABELLED);
  const x = linear(domain, [MARGIN.left, width - MARGIN.right]);
  const y = linear(domain, [height - MARGIN.bottom, MARGIN.top]);
  const lines = ticks(domain, LABELLED);
  return (
    <div ref={ref} aria-hidden="true" style={{ minHeight: height }}>
      {width > 0 && (
        <svg width={width} height={height} className={styles.plot}>
          {lines.map((value) => (
            <g key={value} className={styles.axes}>
              <line x1={x(domain[0])} x2={x(domain[1])} y1={y(value)} y2={y(value)} />
              <text x={MARGIN.left - 8} y={y(value)} dy="0.32em" textAnchor="end">
                {value}
              </text>
              <text x={x(value)} y={height - MARGIN.bottom + 16} textAnchor="middle">
                {value}
              </text>
            </g>
          ))}
          <text x={(x(domain[0]) + x(domain[1])) / 2} y={height - 6} textAnchor="middle">
            actual, {unit}
          </text>
          <line
            className={styles.same}
            x1={x(domain[0])}
            y1={y(domain[0])}
            x2={x(domain[1])}
            y2={y(domain[1])}
          />
          <path
            className={styles.dots}
            style={{
              opacity: Math.max(0.25, Math.min(0.8, Math.sqrt(MANY / Math.max(1, actual.length)) * 0.6)),
            }}
            d={Array.from(
              { length: actual.length },
              (_, i) => `M${x(actual[i]).toFixed(1)},${y(predicted[i]).toFixed(1)}h0`,
            ).join('')}
          />
          <line
            className={styles.level}
            x1={x(domain[0])}
            x2={x(domain[1])}
            y1={y(baseline.value)}
            y2={y(baseline.value)}
          />
          <text className={styles.over} x={x(domain[1])} y={y(baseline.value) - 5} textAnchor="end">
            {baseline.label}
          </text>
          <text className={styles.over} x={x(domain[1]) - 4} y={y(domain[1]) + 12} textAnchor="end">
            predicted = actual
          </text>
        </svg>
      )}
    </div>
  );
}

/** Of both together, so that both axes are alike. */
function extent(...lists: ArrayLike<number>[]): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      low = Math.min(low, list[i]);
      high = Math.max(high, list[i]);
    }
  return low > high ? [0, 1] : [low, high];
}
