/**
 * One row per run: whether it is ticked, which settings differ, its figures, and their differences from the first
 * ticked run.
 */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import {
  columnValue,
  comparedMetrics,
  differenceTest,
  type ComparedMetric,
  type ComparedRun,
} from '../../core/run/comparison';
import { secondsAnEpoch } from '../../core/run/metric-values';
import { fieldTitle, recipeFields, varyingFields } from '../../core/recipe/differences';
import { recipeFieldText } from '../../core/recipe/field-text';
import { figureText, inSentence, METRICS, type MetricId } from '../../core/metrics';
import type { RunSummary } from '../../core/run/run';
import { runs } from '../../state/runs';
import { deviceText } from '../../state/device-text';
import { Badge, format, IconButton, Table, type Column } from '../shared';
import { Difference } from './Difference';
import { RenameDialog } from './RenameDialog';
import { RunName } from './RunName';
import { DeleteDialog } from './DeleteDialog';
import type { UsedComparison } from './useCompared';
import { compareView } from './view';
import styles from './compare.module.css';

interface Row {
  run: RunSummary;
  computed: ComparedRun | null;
  /** Colour of its curves; null if it is not ticked. */
  colour: string | null;
  base: ComparedRun | null;
  isBase: boolean;
}

type Ask = { what: 'rename' | 'delete'; run: RunSummary } | null;

export function RunTable({ usable, ticked, compared, computed }: UsedComparison) {
  const [ask, setAsk] = useState<Ask>(null);
  const further = useStore(compareView, (state) => state.further);
  const base = compared[0] ?? null;
  const rows = usable.map((run): Row => {
    const place = ticked.indexOf(run.id);
    return {
      run,
      computed: computed.get(run.id) ?? null,
      colour: place < 0 ? null : seriesColour(place),
      base: place >= 0 && base?.id !== run.id ? base : null,
      isBase: base?.id === run.id && compared.length > 1,
    };
  });
  const columns = useMemo(() => {
    // settings of runs that are not compared would only add empty columns
    const asked = usable.filter(({ id }) => ticked.includes(id));
    const shown = asked.length > 1 ? asked : usable;
    const figures = shown.flatMap(({ id }) => computed.get(id) ?? []);
    return columnsFor(shown, figures, further, setAsk);
  }, [usable, ticked, computed, further]);
  return (
    <>
      <Table
        caption="Runs with their settings and figures"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.run.id}
      />
      {ask?.what === 'rename' && <RenameDialog run={ask.run} onClose={() => setAsk(null)} />}
      {ask?.what === 'delete' && <DeleteDialog run={ask.run} onClose={() => setAsk(null)} />}
    </>
  );
}

/** Eight colours that can be told apart with every kind of colour vision, repeated from the first. */
export function seriesColour(place: number): string {
  return `var(--series-${(place % 8) + 1})`;
}

function columnsFor(
  usable: readonly RunSummary[],
  computed: readonly ComparedRun[],
  further: boolean,
  ask: (what: Ask) => void,
): Column<Row>[] {
  const withTest = computed.some((run) => run.test !== null);
  const metrics = comparedMetrics(computed, further);
  const settings = varyingFields(usable.map((run) => run.recipe));
  return [
    { id: 'ticked', title: 'Compare', render: (row) => <Tick row={row} /> },
    {
      id: 'run',
      title: 'Run',
      header: true,
      sortBy: ({ run }) => run.createdAt,
      render: ({ run, isBase }) => (
        <RunName id={run.id} name={run.recipe.title} createdAt={run.createdAt}>
          {run.status === 'stopped' && <Badge>stopped</Badge>}
          {isBase && <Badge kind="accent">first</Badge>}
        </RunName>
      ),
    },
    ...settings.map((path): Column<Row> => {
      const value = ({ run }: Row) => recipeFields(run.recipe).get(path);
      return {
        id: path,
        title: fieldTitle(path),
        number: usable.every((run) => typeof recipeFields(run.recipe).get(path) === 'number'),
        sortBy: (row) => {
          const found = value(row);
          return typeof found === 'number' ? found : recipeFieldText(row.run.recipe, path);
        },
        render: ({ run }) => recipeFieldText(run.recipe, path),
      };
    }),
    ...metrics.map((metric) => metricColumn(metric, 'validation')),
    ...(withTest ? metrics.slice(0, 1).map((metric) => metricColumn(metric, 'test')) : []),
    {
      id: 'seconds',
      title: 's / epoch',
      number: true,
      sortBy: ({ run }) => secondsAnEpoch(run),
      render: ({ run }) => format.fixed(secondsAnEpoch(run), 2),
    },
    {
      id: 'device',
      title: 'Device',
      render: ({ run }) => <span className={styles.device}>{deviceText(run.device)}</span>,
    },
    { id: 'do', title: 'Edit', render: ({ run }) => <Buttons run={run} ask={ask} /> },
  ];
}

/** Metrics to whose differences McNemar's test applies. */
const TESTED: readonly MetricId[] = ['accuracy', 'exact-match'];

function metricColumn(column: ComparedMetric, side: 'validation' | 'test'): Column<Row> {
  const { metric, title } = column;
  const none = METRICS[metric].better === 'min' ? Infinity : -Infinity;
  const value = (run: ComparedRun | null) => (run ? columnValue(run, column, side) : NaN);
  return {
    id: `${side} ${title}`,
    title: side === 'test' ? `Test ${inSentence(title)}` : title,
    number: true,
    sortBy: ({ computed }) => (Number.isNaN(value(computed)) ? none : value(computed)),
    render: ({ computed, base }) =>
      computed && (
        <span className={styles.figure}>
          {figureText(metric, value(computed))}
          {base && Number.isFinite(value(computed) - value(base)) && (
            <Difference
              metric={metric}
              value={value(computed) - value(base)}
              test={side === 'validation' && TESTED.includes(metric) ? differenceTest(base, computed) : null}
            />
          )}
        </span>
      ),
  };
}

function Tick({ row: { run, colour } }: { row: Row }) {
  return (
    <label className={styles.tick}>
      <input
        type="checkbox"
        checked={colour !== null}
        onChange={() => runs.getState().toggleCompared(run.id)}
        aria-label={`Compare ${run.recipe.title}, ${format.dateTime(run.createdAt)}`}
      />
      <span className={styles.swatch} style={{ background: colour ?? 'transparent' }} />
    </label>
  );
}

function Buttons({ run, ask }: { run: RunSummary; ask: (what: Ask) => void }) {
  return (
    <span className={styles.buttons}>
      <IconButton
        label={`Rename ${run.recipe.title}`}
        icon="pencil"
        size="small"
        onClick={() => ask({ what: 'rename', run })}
      />
      <IconButton
        label={`Delete ${run.recipe.title}`}
        icon="trash"
        size="small"
        onClick={() => ask({ what: 'delete', run })}
      />
    </span>
  );
}
