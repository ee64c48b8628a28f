/** One of the person's posters as validation sees it, and as training would see it in the next epochs. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { isStop, toReport, type ErrorReport } from '../../core/errors';
import { preparation } from '../../state/preparation';
import { previewAugmentation } from '../../state/queries';
import { recipeStore } from '../../state/recipe';
import { Button } from '../shared/Button';
import { ErrorNotice } from '../shared/Notice';
import { Pixels } from './Pixels';
import styles from './prepare.module.css';
import { perform } from '../../state/perform';

const DRAWS = 7;
/** A moving slider causes a request only once it has stopped. */
const SETTLE_MS = 120;

export function AugmentationPreview() {
  const examples = useStore(preparation, (state) => state.examples);
  const images = useStore(recipeStore, (state) => state.recipe.images);
  const [poster, setPoster] = useState(0);
  const [round, setRound] = useState(0);
  const sample = examples.at(poster % Math.max(1, examples.length));
  // the next example is the poster to mix with
  const other = examples.length > 1 ? examples[(poster + 1) % examples.length].key : null;
  const { shown, error } = useDraws(sample?.key ?? null, other, round);
  const epochs = epochsOf(round);
  return (
    <div className={styles.preview}>
      {error && <ErrorNotice error={error} />}
      <ul className={styles.draws} aria-label={sample ? `${sample.title}, augmented` : 'Augmented'}>
        {[null, ...epochs].map((epoch, index) => (
          <li key={epoch ?? 'plain'}>
            <Pixels bitmap={shown[index] ?? null} width={images.width} height={images.height} />
            <span className={styles.small}>{epoch === null ? 'Validation' : `Epoch ${epoch}`}</span>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button size="small" icon="refresh" onClick={() => setRound(round + 1)}>
          Draw again
        </Button>
        {examples.length > 1 && (
          <Button size="small" variant="quiet" onClick={() => setPoster(poster + 1)}>
            Another poster
          </Button>
        )}
      </div>
    </div>
  );
}

function epochsOf(round: number): number[] {
  return Array.from({ length: DRAWS }, (_, i) => round * DRAWS + i + 1);
}

/** The pictures; the previous ones stay until the new ones have arrived. */
function useDraws(
  key: string | null,
  other: string | null,
  round: number,
): { shown: ImageBitmap[]; error: ErrorReport | null } {
  const images = useStore(recipeStore, (state) => state.recipe.images);
  const augmentation = useStore(recipeStore, (state) => state.recipe.augmentation);
  const mixing = useStore(recipeStore, (state) => state.recipe.mixing);
  const seed = useStore(recipeStore, (state) => state.recipe.seed);
  const [shown, setShown] = useState<ImageBitmap[]>([]);
  const [error, setError] = useState<ErrorReport | null>(null);
  useEffect(() => {
    if (key === null) return undefined;
    const controller = new AbortController();
    const load = async () => {
      try {
        const recipe = { images, augmentation, mixing, seed };
        const drawn = await previewAugmentation(key, other, recipe, epochsOf(round), controller.signal);
        if (controller.signal.aborted) return;
        setShown(drawn);
        setError(null);
      } catch (reason) {
        if (!controller.signal.aborted && !isStop(reason)) setError(toReport(reason));
      }
    };
    const timer = setTimeout(() => perform(load), SETTLE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, other, round, images, augmentation, mixing, seed]);
  return { shown, error };
}
