/** The weights that a preset needs from the Hugging Face hub: already here, or a button to download them. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { hubNetwork } from '../../core/backbones/hub';
import type { Preset } from '../../core/presets';
import { hubFileSchema, type HubFile } from '../../core/backbones/hub-file';
import { hubKey, keptOfHub, weights } from '../../state/weights';
import { Button, format, Icon } from '../shared';
import styles from './experiments.module.css';
import { perform } from '../../state/perform';

function filesOf(preset: Preset): HubFile[] {
  const files = preset.runs.flatMap(({ recipe: { backbone } }) => {
    if (backbone.weights.kind !== 'hub') return [];
    const { repo, file, revision } = backbone.weights;
    return [hubFileSchema.parse({ repo, file, revision })];
  });
  return [...new Map(files.map((file) => [hubKey(file), file])).values()];
}

export function PresetWeights({ preset }: { preset: Preset }) {
  useEffect(() => {
    if (weights.getState().list === null) perform(() => weights.getState().read());
  }, []);
  return (
    <ul className={styles.weights} aria-label={`Weights for ${preset.title}`}>
      {filesOf(preset).map((hub) => (
        <li key={hubKey(hub)}>
          <File hub={hub} />
        </li>
      ))}
    </ul>
  );
}

function File({ hub }: { hub: HubFile }) {
  const list = useStore(weights, (state) => state.list);
  const size = useStore(weights, (state) => state.sizes.get(hubKey(hub)));
  const busy = useStore(weights, (state) => state.busy !== null);
  const kept = keptOfHub(list, hub);
  const known = hubNetwork(hub.repo);
  if (kept?.complete)
    return (
      <span className={styles.here}>
        <Icon name="check" size={14} /> {hub.repo} is already on this machine
      </span>
    );
  const bytes = size?.neededBytes ?? known?.neededBytes ?? known?.bytes ?? null;
  const waitsFor = busy ? 'wait for the current download' : null;
  return (
    <>
      <span>needs {hub.repo}</span>
      {bytes === null ? (
        <Button
          size="small"
          waitsFor={waitsFor}
          aria-label={`Ask the hub for the size of ${hub.repo}`}
          onClick={() => perform(() => weights.getState().askSize(hub))}
        >
          Show size
        </Button>
      ) : (
        <Button
          size="small"
          icon="download"
          waitsFor={waitsFor}
          aria-label={`Download ${hub.repo}, ${format.bytes(bytes)}, from huggingface.co`}
          onClick={() => perform(() => weights.getState().fetch(hub))}
        >
          Download {format.bytes(bytes)}
        </Button>
      )}
    </>
  );
}
