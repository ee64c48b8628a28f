/** An experiment as in its write-up: one row per run, figures beside the published ones, and which effects appear. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { effectsOf } from '../../core/experiments/effects';
import { judgedSide } from '../../core/experiments/row';
import { sweepLines } from '../../core/experiments/sweep-lines';
import { experimentTable } from '../../core/experiments/table';
import { sourceText, type Preset } from '../../core/presets';
import { chosenRuns, experimentRows, rowsOfPreset } from '../../state/experiment-rows';
import type { RunSummary } from '../../core/run/run';
import { runs } from '../../state/runs';
import { ActionButton, ErrorNotice, format, Section, SelectField } from '../shared';
import { Effects } from './Effects';
import { ExperimentRuns } from './ExperimentRuns';
import { FurtherFigures } from './FurtherFigures';
import { presetsRun, shownPreset } from './shown-table';
import { SweepChart } from './SweepChart';
import { compareView } from './view';
import styles from './compare.module.css';
import { controlId } from '../../core/places';
import { perform } from '../../state/perform';

export function ExperimentSection() {
  const list = useStore(runs, (state) => state.list);
  const chosen = useStore(compareView, (state) => state.experiment);
  const presets = useMemo(() => presetsRun(list), [list]);
  const preset = shownPreset(list, chosen);
  if (!preset) return null;
  return (
    <Section
      title="Compared with the published figures"
      id={controlId('experiment')}
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
    perform(() => experimentRows.getState().need(preset, list));
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
      <ExperimentRuns table={table} />
      <p className={styles.note}>
        {any ? `Measured on the ${any.split} split, ${format.counted(any.samples, 'film')}. ` : ''}
        Differences are relative to the first row, with 95&nbsp;% intervals (paired bootstrap over the films)
        and McNemar’s test.
      </p>
      <Effects effects={effects} />
      {sweep && <SweepChart lines={sweep} preset={preset} />}
      <FurtherFigures table={table} />
      {preset.differs.length > 0 && (
        <details className={styles.details}>
          <summary>Differences from the write-up</summary>
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
