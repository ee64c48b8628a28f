/** Formats figures for reading, the same in the page, in exported tables and in the terminal. */
import { metricFacts, type MetricId, type Shown } from './facts';

const NBSP = '\u00a0';
const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Decimal places if no published number sets them; of the percentage for shares. */
const USUAL: Record<Shown, number> = { share: 1, index: 3, loss: 4, count: 0, seconds: 2, value: 3 };

/** "85 %", "0.1125", "8 s", "40,727"; "–" if there is no value. */
export function figureText(metric: MetricId, value: number, digits?: number): string {
  if (!Number.isFinite(value)) return '–';
  const { shown } = metricFacts(metric);
  const places = digits ?? USUAL[shown];
  if (shown === 'share') return `${(value * 100).toFixed(places)}${NBSP}%`;
  if (shown === 'count') return counts.format(value);
  if (shown === 'seconds') return `${value.toFixed(places)}${NBSP}s`;
  return value.toFixed(places);
}

/** A difference with its sign: "+1.6" percentage points for a share, "−0.012" for others. */
export function differenceText(metric: MetricId, difference: number): string {
  if (!Number.isFinite(difference)) return '–';
  const { shown } = metricFacts(metric);
  const scaled = shown === 'share' ? difference * 100 : difference;
  const text = Math.abs(scaled).toFixed(USUAL[shown]);
  if (Number(text) === 0) return `±${text}`;
  return `${scaled > 0 ? '+' : '−'}${text}`;
}

/** "points" for differences between percentages. */
export function differenceUnit(metric: MetricId): string {
  return metricFacts(metric).shown === 'share' ? `${NBSP}points` : '';
}
