/** Figures as a person reads them, the same in the page, in tables that are taken away and on a terminal. */
import { metricFacts, type MetricId } from './metrics';
import type { PublishedFigure } from './preset';

const NBSP = '\u00a0';
const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Digits behind the point where none were printed; of a percentage for shares. */
const USUAL = { share: 1, index: 3, loss: 4, count: 0, seconds: 2, value: 3 } as const;

/** "85 %", "0.1125", "8 s", "40,727"; "–" for none. */
export function figureText(metric: MetricId, value: number, digits?: number): string {
  if (!Number.isFinite(value)) return '–';
  const { unit } = metricFacts(metric);
  const places = digits ?? USUAL[unit];
  if (unit === 'share') return `${(value * 100).toFixed(places)}${NBSP}%`;
  if (unit === 'count') return counts.format(value);
  if (unit === 'seconds') return `${value.toFixed(places)}${NBSP}s`;
  return value.toFixed(places);
}

/** As it was published: "about 85 %". */
export function publishedText({ metric, value, digits, about }: PublishedFigure): string {
  return `${about ? 'about ' : ''}${figureText(metric, value, digits)}`;
}

/** What a figure is of: "Recall of Horror". */
export function figureTitle({ metric, label }: Pick<PublishedFigure, 'metric' | 'label'>): string {
  const { title } = metricFacts(metric);
  return label === undefined ? title : `${title} of ${label}`;
}

/** A difference with its sign: "+1.6" points of a hundred for a share, "−0.012" for others. */
export function differenceText(metric: MetricId, difference: number): string {
  if (!Number.isFinite(difference)) return '–';
  const { unit } = metricFacts(metric);
  const scaled = unit === 'share' ? difference * 100 : difference;
  const text = Math.abs(scaled).toFixed(USUAL[unit]);
  if (Number(text) === 0) return `±${text}`;
  return `${scaled > 0 ? '+' : '−'}${text}`;
}

/** "points" where a difference is of percentages. */
export function differenceUnit(metric: MetricId): string {
  return metricFacts(metric).unit === 'share' ? `${NBSP}points` : '';
}
