/** An experiment's runs as a table: each figure with its difference from the first row, above the published one. */
import { columnKey, columnTitle, type ColumnId } from '../../core/experiments/row';
import { measuredIn, publishedIn, type ExperimentTable, type TableRow } from '../../core/experiments/table';
import { figureText } from '../../core/metrics';
import { publishedText, type Preset } from '../../core/presets';
import { canRun, RUN_WAITS, runPreset } from '../../state/ask-for-runs';
import { Button, format, Table, type Column } from '../shared';
import { Difference } from './Difference';
import { RunName } from './RunName';
import styles from './compare.module.css';

export function ExperimentRuns({ table }: { table: ExperimentTable }) {
  return (
    <Table
      caption={`${table.preset.title}: its runs next to the published figures`}
      columns={columnsOf(table)}
      rows={table.rows}
      rowKey={({ run }) => run.id}
    />
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
  if (row)
    return (
      <RunName id={row.runId} name={run.name} createdAt={row.createdAt}>
        {row.sameFilms === false && ', different films'}
      </RunName>
    );
  return (
    <span className={styles.name}>
      {run.name}
      <span className={styles.made}>
        <Button
          size="small"
          variant="quiet"
          aria-label={`Run only ${run.recipe.title}`}
          waitsFor={canRun() ? null : RUN_WAITS}
          onClick={() => runPreset(preset, [run.id])}
        >
          Run
        </Button>
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
