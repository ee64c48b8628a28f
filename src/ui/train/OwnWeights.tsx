/** Weights from a person's own files: the ones added before, and two buttons to add more. */
import { useRef } from 'react';
import { useStore } from 'zustand';
import { pickedInput } from '../../state/dropInput';
import { recipeStore } from '../../state/recipe';
import { weights } from '../../state/weights';
import { chooseKept, takeOwnWeights } from '../../state/weights-choice';
import { Button, format, Notice } from '../shared';
import { Remove } from './HubActions';
import { WeightsWork } from './WeightsWork';
import styles from './weights.module.css';
import { perform } from '../../state/perform';

const ACCEPT = '.safetensors,.h5,.hdf5,.keras,.pt,.pth,.onnx,.json,.bin,.zip';

export function OwnWeights() {
  const busy = useStore(weights, (state) => state.busy);
  const progress = useStore(weights, (state) => state.progress);
  return (
    <>
      <Given />
      {busy === 'adding' ? (
        <WeightsWork label="Reading the file" progress={progress} />
      ) : (
        <div className={styles.pick}>
          <Pick icon="file" label="Add a file …" name="Weights file to add" />
          <Pick icon="folder" label="Add a folder …" name="Weights folder to add" folder />
        </div>
      )}
      <p className={styles.told}>
        safetensors, .h5 or .keras of Keras, .pt or .pth of PyTorch, .onnx, the folder of a tfjs layers model,
        or a ZIP of one of these: ResNet, VGG16 or MobileNet. Drop them anywhere in this workspace. They stay
        on this machine.
      </p>
    </>
  );
}

interface PickProps {
  icon: 'file' | 'folder';
  label: string;
  /** Accessible name of the input. */
  name: string;
  folder?: boolean;
}

function Pick({ icon, label, name, folder = false }: PickProps) {
  const input = useRef<HTMLInputElement | null>(null);
  const take = async (element: HTMLInputElement) => {
    if (!element.files?.length) return;
    const picked = await pickedInput(element.files);
    element.value = '';
    await takeOwnWeights(picked);
  };
  return (
    <>
      <Button size="small" icon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        type="file"
        hidden
        multiple
        accept={folder ? undefined : ACCEPT}
        aria-label={name}
        ref={(element) => {
          input.current = element;
          if (element) element.webkitdirectory = folder;
        }}
        onChange={(event) => perform(() => take(event.currentTarget))}
      />
    </>
  );
}

/** The files on this machine, with the recipe's one selected. */
function Given() {
  const list = useStore(weights, (state) => state.list);
  const source = useStore(recipeStore, (state) => state.recipe.backbone.weights);
  const files = list?.filter(({ origin, complete }) => origin.kind === 'file' && complete) ?? [];
  const chosen = source.kind === 'file' ? source : null;
  const missing = chosen && list && !files.some(({ sha256 }) => sha256 === chosen.sha256);
  return (
    <>
      {missing && (
        <Notice kind="warning" title={`${chosen.name} is not on this machine`}>
          {chosen.sha256
            ? `The recipe needs the file whose SHA-256 starts with ${chosen.sha256.slice(0, 12)}.`
            : 'The recipe does not say which one.'}
        </Notice>
      )}
      {files.length > 0 && (
        <div role="radiogroup" aria-label="Weights that you added" className={styles.files}>
          {files.map((kept) => (
            <div key={kept.id} className={styles.file}>
              <label>
                <input
                  type="radio"
                  name="own-weights"
                  checked={chosen?.sha256 === kept.sha256}
                  onChange={() => chooseKept(kept)}
                />
                <span className={styles.fileName} title={kept.name}>
                  {kept.name}
                </span>
                <span className={styles.quiet}>
                  {kept.network}, {format.bytes(kept.bytes)}
                </span>
              </label>
              <Remove kept={kept} />
              {kept.leftOut && (
                <p className={styles.leftOut}>
                  Left out, since the network has no such layers: {kept.leftOut.join(', ')}
                </p>
              )}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
