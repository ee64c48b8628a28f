/** Every published experiment, one click each: the queue first, then the presets by write-up. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { PRESETS, WRITE_UPS, type WriteUpId } from '../../core/presets';
import { datasetStore } from '../../state/dataset';
import { needEstimates } from '../../state/estimates';
import { runs } from '../../state/runs';
import { runService } from '../../state/page-runs';
import { isTraining } from '../../state/run-views';
import { useRunList } from '../runs/useRun';
import { Section } from '../shared';
import { PresetEntry } from './PresetEntry';
import { QueueList } from './QueueList';
import styles from './experiments.module.css';

const IDS = Object.keys(WRITE_UPS) as WriteUpId[];

export function Experiments() {
  useRunList();
  useEstimates();
  const list = useStore(runs, (state) => state.list);
  return (
    <div className={styles.page}>
      <QueueList />
      {IDS.map((id) => (
        <Section key={id} title={`${id} · ${WRITE_UPS[id].title}`} hint={WRITE_UPS[id].about}>
          <div className={styles.entries}>
            {PRESETS.filter(({ writeUp }) => writeUp === id).map((preset) => (
              <PresetEntry key={preset.id} preset={preset} stored={list} />
            ))}
          </div>
        </Section>
      ))}
    </div>
  );
}

/** Posters are counted only while this view is shown, and not during training. */
function useEstimates(): void {
  const generation = useStore(datasetStore, (state) => state.generation);
  const going = useStore(runService, isTraining);
  useEffect(() => {
    if (!going)
      needEstimates(
        generation,
        PRESETS.map(({ recipe }) => recipe),
      );
  }, [generation, going]);
}
