/** The settings in which the ticked runs differ, and the resulting figures. */
import { useMemo } from 'react';
import { columnValue, comparedMetrics, type ComparedRun } from '../../core/run/comparison';
import { runLabels } from '../../core/run/comparison-text';
import { secondsAnEpoch } from '../../core/run/metric-values';
import { fieldTitle, recipeFields, varyingFields } from '../../core/recipe/differences';
import { recipeFieldText } from '../../core/recipe/field-text';
import { figureText } from '../../core/metrics';
import { ParallelCoordinates, type ParallelAxis, type ParallelLine } from '../charts';
import { Section } from '../shared';
import { seriesColour } from './RunTable';

/** Figures shown beside the settings; more axes would be unreadable. */
const METRICS_AT_MOST = 2;

export function CompareSettings({ runs }: { runs: readonly ComparedRun[] }) {
  const { axes, lines } = useMemo(() => layOut(runs), [runs]);
  if (runs.length < 2 || axes.length < 2) return null;
  return (
    <Section title="Settings and figures">
      <ParallelCoordinates
        title="Settings that differ, and the resulting figures"
        axes={axes}
        lines={lines}
      />
    </Section>
  );
}

function layOut(runs: readonly ComparedRun[]): { axes: ParallelAxis[]; lines: ParallelLine[] } {
  const labels = runLabels(runs);
  const fields = varyingFields(runs.map((run) => run.recipe));
  const metrics = comparedMetrics(runs).slice(0, METRICS_AT_MOST);
  const axes: ParallelAxis[] = [
    ...fields.map((path) => ({ id: path, title: fieldTitle(path) })),
    { id: 'seconds', title: 's / epoch', show: (value) => value.toFixed(2) },
    ...metrics.map(({ metric, title }) => ({
      id: title,
      title,
      show: (value: number) => figureText(metric, value),
    })),
  ];
  const lines = runs.map((run, place): ParallelLine => {
    const own = recipeFields(run.recipe);
    const values = new Map<string, number | string>();
    for (const path of fields) {
      const value = own.get(path);
      values.set(path, typeof value === 'number' ? value : recipeFieldText(run.recipe, path, own));
    }
    const seconds = secondsAnEpoch(run);
    if (Number.isFinite(seconds)) values.set('seconds', seconds);
    for (const metric of metrics) {
      const value = columnValue(run, metric, 'validation');
      if (Number.isFinite(value)) values.set(metric.title, value);
    }
    return { id: run.id, label: labels.get(run.id) ?? run.title, colour: seriesColour(place), values };
  });
  // an axis on which at most one run has a value connects nothing
  const shared = axes.filter(({ id }) => lines.filter(({ values }) => values.has(id)).length > 1);
  return { axes: shared, lines };
}
