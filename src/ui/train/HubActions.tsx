/** The buttons for a file on the hub, depending on how much of it is here: show size, download, resume, remove. */
import { useStore } from 'zustand';
import type { HubNetwork } from '../../core/backbones/hub';
import type { HubSize, KeptWeights } from '../../core/backbones/kept-weights';
import type { HubFile } from '../../core/backbones/hub-file';
import { currentRecipe } from '../../state/recipe';
import { hubKey, weights } from '../../state/weights';
import { chooseHub } from '../../state/weights-choice';
import { Button, format, Icon, IconButton } from '../shared';
import { WeightsWork } from './WeightsWork';
import styles from './weights.module.css';
import { perform } from '../../state/perform';

interface Props {
  hub: HubFile;
  kept: KeptWeights | undefined;
  size: HubSize | undefined;
  listed: HubNetwork | undefined;
}

export function HubActions({ hub, kept, size, listed }: Props) {
  const busy = useStore(weights, (state) => state.busy);
  const subject = useStore(weights, (state) => state.subject);
  const progress = useStore(weights, (state) => state.progress);
  if (busy && subject === hubKey(hub))
    return (
      <WeightsWork
        label={busy === 'asking' ? 'Asking the hub' : 'Downloading'}
        progress={progress}
        note={
          progress?.unit === 'bytes' && progress.total !== null
            ? `${format.bytes(progress.done)} of ${format.bytes(progress.total)}`
            : undefined
        }
      />
    );
  if (kept?.complete) return <Here kept={kept} />;
  const waitsFor = busy ? 'wait for the current download' : null;
  const bytes = size?.neededBytes ?? listed?.neededBytes ?? listed?.bytes ?? null;
  return (
    <div className={styles.row}>
      {kept ? (
        <>
          <Button
            variant="primary"
            icon="download"
            waitsFor={waitsFor}
            onClick={() => perform(() => fetchAndChoose(hub))}
          >
            Continue from {format.bytes(kept.bytes)}
          </Button>
          <Remove kept={kept} />
        </>
      ) : (
        <>
          <Button waitsFor={waitsFor} onClick={() => perform(() => askAndChoose(hub))}>
            {size ? 'Ask again' : 'Show size'}
          </Button>
          {bytes !== null && (
            <Button
              variant="primary"
              icon="download"
              waitsFor={waitsFor}
              onClick={() => perform(() => fetchAndChoose(hub))}
            >
              Download {format.bytes(bytes)}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function Here({ kept }: { kept: KeptWeights }) {
  return (
    <div className={styles.row}>
      <span className={styles.here}>
        <Icon name="check" size={14} />
        {format.bytes(kept.bytes)} on this machine
      </span>
      <Remove kept={kept} />
    </div>
  );
}

export function Remove({ kept }: { kept: KeptWeights }) {
  return (
    <IconButton
      size="small"
      icon="trash"
      label={`Remove the weights ${kept.name}`}
      onClick={() => perform(() => weights.getState().remove(kept.id))}
    />
  );
}

/** The person may have chosen other weights meanwhile. */
function isChosen(hub: HubFile): boolean {
  const source = currentRecipe().backbone.weights;
  return source.kind === 'hub' && hubKey(source) === hubKey(hub);
}

/** Chooses the file's network for the recipe once it is known. */
async function askAndChoose(hub: HubFile): Promise<void> {
  const size = await weights.getState().askSize(hub);
  if (size && isChosen(hub)) chooseHub(hub, size.architecture);
}

async function fetchAndChoose(hub: HubFile): Promise<void> {
  const kept = await weights.getState().fetch(hub);
  if (kept && isChosen(hub)) chooseHub(hub, kept.architecture);
}
