/** A preset's runs with their published figures and their differences from the write-up. */
import type { Preset, PresetRun } from '../../core/presets';
import { RUN_WAITS, canRun, runPreset } from '../../state/ask-for-runs';
import { replaceRecipe } from '../../state/recipe';
import { tell } from '../../state/notices';
import { Button, Table, type Column } from '../shared';
import { PublishedFigures } from './PublishedFigures';
import { showTrainTab } from './view';
import styles from './experiments.module.css';

export function PresetRuns({ preset }: { preset: Preset }) {
  const columns: Column<PresetRun>[] = [
    { id: 'run', title: 'Run', header: true, render: (run) => run.name },
    { id: 'published', title: 'Published', render: (run) => <PublishedFigures run={run} /> },
    {
      id: 'differs',
      title: 'Differs',
      render: (run) => <span className={styles.differs}>{run.differs.join(' ')}</span>,
    },
    {
      id: 'do',
      title: 'Run only this one',
      render: (run) => (
        <span className={styles.row}>
          <Button
            size="small"
            aria-label={`Run only ${run.recipe.title}`}
            waitsFor={canRun() ? null : RUN_WAITS}
            onClick={() => runPreset(preset, [run.id])}
          >
            Run
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-label={`Settings of ${run.recipe.title}`}
            onClick={() => {
              replaceRecipe(run.recipe);
              showTrainTab('training');
              tell(`${run.recipe.title}: its settings are now the current recipe.`);
            }}
          >
            Settings
          </Button>
        </span>
      ),
    },
  ];
  return (
    <div className={styles.more}>
      <Table
        caption={`Runs of ${preset.title}`}
        columns={columns.filter(
          ({ id }) => id !== 'differs' || preset.runs.some((run) => run.differs.length > 0),
        )}
        rows={preset.runs}
        rowKey={(run) => run.id}
      />
      {preset.differs.length > 0 && (
        <div className={styles.differs}>
          <h4>Differences from the write-up</h4>
          <ul>
            {preset.differs.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
