/** An experiment as its write-up has it: one row a run, figures beside the published ones, and what became of its effects. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { effectsOf, type Effect } from '../../core/experiments/effects';
import { columnKey, columnTitle, judgedSide, type ColumnId } from '../../core/experiments/row';
import { sweepLines } from '../../core/experiments/sweep-lines';
import {
  experimentTable,
  measuredIn,
  publishedIn,
  type ExperimentTable,
  type TableRow,
} from '../../core/experiments/table';
import { figureText, figureTitle, publishedText, sourceText, type Preset } from '../../core/recipe/presets';
import { canRun, RUN_WAITS, runPreset } from '../../state/experiments';
import { chosenRuns, experimentRows, rowsOfPreset } from '../../state/experiment-rows';
import { runs, type RunSummary } from '../../state/runs';
import { goTo } from '../../state/ui';
import {
  ActionButton,
  Button,
  ErrorNotice,
  format,
  Icon,
  Section,
  SelectField,
  Table,
  type Column,
} from '../shared';
import { Difference } from './Difference';
import { SweepChart } from './SweepChart';
import { presetsRun, shownPreset } from './shown-table';
import { compareView } from './view';
import styles from './compare.module.css';

export function ExperimentSection() {
  const list = useStore(runs, (state) => state.list);
  const chosen = useStore(compareView, (state) => state.experiment);
  const presets = useMemo(() => presetsRun(list), [list]);
  const preset = shownPreset(list, chosen);
  if (!preset) return null;
  return (
    <Section
      title="Beside what was published"
      id="experiment"
      hint={`${preset.description} ${sourceText(preset.writeUp)}.`}
      actions={
        <>
          <ActionButton action="compare.experiment-csv" size="small" icon="download">
            CSV
          </ActionButton>
          <ActionButton action="compare.experiment-markdown" size="small" icon="download">
            Markdown
          </ActionButton>
        </>
      }
    >
      <div className={styles.which}>
        <SelectField
          label="Experiment"
          value={preset.id}
          options={presets.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => compareView.setState({ experiment: id })}
        />
      </div>
      <Shown preset={preset} list={list} />
    </Section>
  );
}

function Shown({ preset, list }: { preset: Preset; list: readonly RunSummary[] }) {
  const byKey = useStore(experimentRows, (state) => state.byKey);
  const failed = useStore(experimentRows, (state) => state.failed);
  useEffect(() => {
    void experimentRows.getState().need(preset, list);
  }, [preset, list]);
  const rows = useMemo(() => rowsOfPreset(preset, list, byKey), [preset, list, byKey]);
  const table = useMemo(() => experimentTable(preset, rows), [preset, rows]);
  const effects = useMemo(() => effectsOf(preset, rows), [preset, rows]);
  const [any] = rows.values();
  const sweep = useMemo(() => {
    const first = chosenRuns(preset, list).base;
    return sweepLines(preset, rows, first, first ? judgedSide(first) : 'validation');
  }, [preset, list, rows]);
  return (
    <>
      {[...failed.values()].map((error) => (
        <ErrorNotice key={error.message} error={error} />
      ))}
      <Table
        caption={`${preset.title}: its runs beside the published figures`}
        columns={columnsOf(table)}
        rows={table.rows}
        rowKey={({ run }) => run.id}
      />
      <p className={styles.note}>
        {any ? `Measured on the ${any.split} side, ${format.counted(any.samples, 'film')}. ` : ''}
        Differences are to the first row, with 95&nbsp;% intervals (paired bootstrap over the films) and
        McNemar’s test.
      </p>
      <Effects effects={effects} />
      {sweep && <SweepChart lines={sweep} />}
      <Further table={table} />
      {preset.differs.length > 0 && (
        <details className={styles.details}>
          <summary>Not as in the write-up</summary>
          <ul>
            {[
              ...preset.differs,
              ...preset.runs.flatMap((run) => run.differs.map((one) => `${run.name}: ${one}`)),
            ].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function columnsOf({ preset, columns }: ExperimentTable): Column<TableRow>[] {
  const seconds = preset.runs.some((run) => publishedIn(run, 'seconds-an-epoch') !== null);
  return [
    { id: 'run', title: 'Run', header: true, render: (row) => <Name row={row} preset={preset} /> },
    ...columns.map((column, at): Column<TableRow> => ({
      id: columnKey(column),
      title: columnTitle(column),
      number: true,
      sortBy: ({ row }) => measuredIn(row, column)?.value ?? -Infinity,
      render: (row) => <Figure row={row} column={column} first={at === 0} />,
    })),
    {
      id: 'seconds',
      title: 's / epoch',
      number: true,
      sortBy: ({ row }) => row?.secondsAnEpoch ?? Infinity,
      render: ({ run, row }) => {
        const published = publishedIn(run, 'seconds-an-epoch');
        return (
          <span className={styles.figure}>
            {format.fixed(row?.secondsAnEpoch ?? null, 2)}
            {seconds && published && (
              <span className={styles.published}>published {format.fixed(published.value, 0)}</span>
            )}
          </span>
        );
      },
    },
  ];
}

function Name({ row: { run, row }, preset }: { row: TableRow; preset: Preset }) {
  if (!row)
    return (
      <span className={styles.name}>
        {run.name}
        <span className={styles.made}>
          <Button
            size="small"
            variant="quiet"
            aria-label={`Run ${run.recipe.title} alone`}
            waitsFor={canRun() ? null : RUN_WAITS}
            onClick={() => runPreset(preset, [run.id])}
          >
            Run
          </Button>
        </span>
      </span>
    );
  return (
    <span className={styles.name}>
      <button
        type="button"
        className={styles.open}
        onClick={() => {
          runs.getState().select(row.runId);
          goTo('evaluate');
        }}
      >
        {run.name}
      </button>
      <span className={styles.made}>
        {format.dateTime(row.createdAt)}
        {row.sameFilms === false && ', other films'}
      </span>
    </span>
  );
}

function Figure({ row: { run, row }, column, first }: { row: TableRow; column: ColumnId; first: boolean }) {
  const one = measuredIn(row, column);
  const published = publishedIn(run, column.metric);
  return (
    <span className={styles.figure}>
      {one ? figureText(one.metric, one.value) : '–'}
      {one?.difference && (
        <Difference
          metric={one.metric}
          value={one.difference.value}
          interval={one.difference.interval}
          test={first ? row?.test : null}
        />
      )}
      {published && <span className={styles.published}>published {publishedText(published)}</span>}
    </span>
  );
}

const SIGNS = {
  appears: 'check',
  'does-not-appear': 'minus',
  reversed: 'warning',
  'none-as-published': 'check',
  new: 'info',
} as const;

function Effects({ effects }: { effects: readonly Effect[] }) {
  if (effects.length === 0) return null;
  return (
    <div className={styles.effects}>
      <h3>Published effects</h3>
      <ul>
        {effects.map((effect) => (
          <li key={`${effect.run} ${effect.metric}`} data-verdict={effect.verdict}>
            <Icon name={SIGNS[effect.verdict]} size={14} />
            {effect.text}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FurtherRow {
  id: string;
  run: string;
  figure: string;
  here: string;
  published: string;
}

const FURTHER: readonly Column<FurtherRow>[] = [
  { id: 'run', title: 'Run', header: true, render: (row) => row.run },
  { id: 'figure', title: 'Figure', render: (row) => row.figure },
  { id: 'here', title: 'Here', number: true, render: (row) => row.here },
  { id: 'published', title: 'Published', number: true, render: (row) => row.published },
];

/** Published figures that no column shows: of single genres, of cleaning, of epochs. */
function Further({ table }: { table: ExperimentTable }) {
  const shown = new Set<string>([...table.columns.map(({ metric }) => metric), 'seconds-an-epoch']);
  const rows = table.rows.flatMap(({ run, row }) =>
    (row?.published ?? [])
      .filter(({ metric, label }) => label !== undefined || !shown.has(metric))
      .map(({ metric, published, value }): FurtherRow => ({
        id: `${run.id} ${figureTitle(published)}`,
        run: run.name,
        figure: figureTitle(published),
        here: figureText(metric, value),
        published: publishedText(published),
      })),
  );
  if (rows.length === 0) return null;
  return <Table caption="Further published figures" columns={FURTHER} rows={rows} rowKey={(row) => row.id} />;
}
