/**
 * The four ways to turn a poster into the network's input, shown on the person's own posters. The selected one is the
 * recipe's.
 */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { isStop, toReport, type ErrorReport } from '../../core/errors';
import { FITS, type Fit, type Recipe } from '../../core/recipe/recipe';
import { FIT_NAMES } from '../../core/recipe/value-names';
import type { Sample } from '../../core/plan/plan';
import { preparation } from '../../state/preparation';
import { previewFits } from '../../state/queries';
import { changeRecipe, recipeStore } from '../../state/recipe';
import { Button } from '../shared/Button';
import { ErrorNotice } from '../shared/Notice';
import { Section } from '../shared/Section';
import { Pixels } from './Pixels';
import styles from './prepare.module.css';

const FIT_TEXTS: Record<Fit, { name: string; text: string }> = {
  stretch: { name: FIT_NAMES.stretch, text: 'The whole poster, distorted.' },
  'centre-crop': { name: FIT_NAMES['centre-crop'], text: 'Keeps proportions; top and bottom are cut off.' },
  pad: { name: FIT_NAMES.pad, text: 'Keeps proportions and the whole poster; black bars fill the sides.' },
  'random-crop': { name: FIT_NAMES['random-crop'], text: 'Keeps proportions; a random part of the poster.' },
};

const SHOWN = 4;
/** Requested in addition, to replace posters that cannot be decoded. */
const SPARE = 2;

export function Fits() {
  const images = useStore(recipeStore, (state) => state.recipe.images);
  const seed = useStore(recipeStore, (state) => state.recipe.seed);
  const examples = useStore(preparation, (state) => state.examples);
  const [turn, setTurn] = useState(0);
  const pages = Math.max(1, Math.ceil(examples.length / SHOWN));
  const from = (turn % pages) * SHOWN;
  const candidates = examples.slice(from, from + SHOWN + SPARE);
  return (
    <Section
      title="Fit"
      id="fit"
      hint={`A poster is taller than wide; the network sees ${images.width} × ${images.height} pixels. How should the poster be made to fit?`}
      actions={
        pages > 1 && (
          <Button size="small" variant="quiet" icon="refresh" onClick={() => setTurn(turn + 1)}>
            Other posters
          </Button>
        )
      }
    >
      <FitChoices images={images} seed={seed} candidates={candidates} />
    </Section>
  );
}

type Previews = ReadonlyMap<string, ImageBitmap[]>;

interface FitChoicesProps {
  images: Recipe['images'];
  seed: number;
  candidates: Sample[];
}

function FitChoices({ images, seed, candidates }: FitChoicesProps) {
  const { previews, error } = usePreviews(candidates, images.width, images.height, seed);
  const decoded = candidates.filter((sample) => previews.has(sample.key));
  const shown = (decoded.length > 0 ? decoded : candidates).slice(0, SHOWN);
  return (
    <>
      {error && <ErrorNotice error={error} />}
      <div className={styles.fits} role="radiogroup" aria-label="Fit">
        {FITS.map((fit, index) => (
          <label key={fit} className={styles.fit}>
            <input
              type="radio"
              name="fit"
              value={fit}
              checked={images.fit === fit}
              onChange={() => changeRecipe('images', { fit })}
              aria-describedby={`fit-${fit}`}
            />
            <span className={styles.fitName}>{FIT_TEXTS[fit].name}</span>
            <span className={styles.fitImages} aria-hidden="true">
              {shown.map((sample) => (
                <Pixels
                  key={sample.key}
                  bitmap={previews.get(sample.key)?.[index] ?? null}
                  width={images.width}
                  height={images.height}
                />
              ))}
            </span>
            <span id={`fit-${fit}`} className={styles.small}>
              {FIT_TEXTS[fit].text}
            </span>
          </label>
        ))}
      </div>
    </>
  );
}

/** The shown posters in all four fits; the previous ones stay until the new ones have arrived. */
function usePreviews(
  shown: readonly Sample[],
  width: number,
  height: number,
  seed: number,
): { previews: Previews; error: ErrorReport | null } {
  const [previews, setPreviews] = useState<Previews>(new Map());
  const [error, setError] = useState<ErrorReport | null>(null);
  const keys = shown.map((sample) => sample.key).join('\n');
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const load = async (key: string) => {
      return [key, await previewFits(key, { width, height }, seed, signal)] as const;
    };
    const list = keys === '' ? [] : keys.split('\n');
    Promise.allSettled(list.map(load)).then(
      (loaded) => {
        if (signal.aborted) return;
        setPreviews(new Map(loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))));
        // a poster that cannot be decoded leaves an empty frame; a message is shown only if none could be decoded
        const failed = loaded.find((one) => one.status === 'rejected' && !isStop(one.reason));
        const none = loaded.length > 0 && loaded.every((one) => one.status === 'rejected');
        setError(none && failed?.status === 'rejected' ? toReport(failed.reason) : null);
      },
      (reason: unknown) => setError(toReport(reason)),
    );
    return () => controller.abort();
  }, [keys, width, height, seed]);
  return { previews, error };
}
