/**
 * One preset: what it shows, how many posters it would use, how it differs from the write-up, and the button that runs
 * it.
 */
import { useId, useState } from 'react';
import { useStore } from 'zustand';
import type { Preset } from '../../core/presets';
import { newestOfEach } from '../../core/experiments/table';
import { runAction } from '../../state/actions';
import { estimateOf, estimates } from '../../state/estimates';
import type { RunSummary } from '../../core/run/run';
import { isUsable } from '../../state/runs';
import { ActionButton, Badge, Button, format, Icon } from '../shared';
import { openExperiment } from '../compare/view';
import { PresetRuns } from './PresetRuns';
import { PresetWeights } from './PresetWeights';
import styles from './experiments.module.css';

export function PresetEntry({ preset, stored }: { preset: Preset; stored: readonly RunSummary[] }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const done = newestOfEach(preset, stored.filter(isUsable)).size;
  const many = preset.runs.length > 1;
  return (
    <article className={styles.entry} aria-labelledby={id} data-preset={preset.id}>
      <div className={styles.words}>
        <h3 id={id}>
          {preset.title}
          {preset.futureWork && <Badge>future work</Badge>}
        </h3>
        <p className={styles.description}>{preset.description}</p>
        <p className={styles.facts}>
          <span>{format.counted(preset.runs.length, 'run')}</span>
          <Posters preset={preset} />
          {done > 0 && (
            <button type="button" className={styles.link} onClick={() => openExperiment(preset.id)}>
              {done === preset.runs.length ? 'Compare' : `${done} of ${preset.runs.length} run: compare`}
            </button>
          )}
        </p>
        {preset.fetches && <PresetWeights preset={preset} />}
      </div>
      <div className={styles.buttons}>
        <ActionButton action={`experiment.run-${preset.id}`} icon="play">
          {many ? `Run all ${preset.runs.length}` : 'Run'}
        </ActionButton>
        {preset.fetches && preset.counterpart && (
          <Button
            size="small"
            variant="quiet"
            onClick={() => runAction(`experiment.run-${preset.counterpart}`)}
          >
            With the bundled network
          </Button>
        )}
        <Button size="small" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />
          Figures and settings
        </Button>
      </div>
      {open && <PresetRuns preset={preset} />}
    </article>
  );
}

/** How many of the open posters it would use, beside the number in the write-up. */
function Posters({ preset }: { preset: Preset }) {
  useStore(estimates, (state) => state.byKey);
  const estimate = estimateOf(preset.recipe);
  const theirs = preset.posters === null ? '' : ` (write-up: ${format.count(preset.posters)})`;
  if (estimate === null) return theirs ? <span>posters{theirs}</span> : null;
  if (estimate.kind === 'later') return <span>posters are counted when it runs{theirs}</span>;
  if (estimate.kind === 'refused')
    return <span className={styles.refused}>Not possible with this data: {estimate.error.message}</span>;
  const { train, validation, test } = estimate.sizes;
  return (
    <span>
      {format.counted(train + validation + test, 'poster')} here{theirs}
    </span>
  );
}
