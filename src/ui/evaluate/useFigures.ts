/** The figures of one head on one split, and their intervals once they are known. */
import { useEffect, useState } from 'react';
import type { Predicted } from '../../core/predictions/predictions';
import type { SplitName } from '../../core/splits/split-name';
import { headFigures, type KnownFigures } from '../../state/figures';
import { perform } from '../../state/perform';

export interface ShownFigures extends KnownFigures {
  run: Predicted;
  split: SplitName;
  head: number;
}

/** Null before the first figures are known; while others are being computed, the previous ones. */
export function useFigures(run: Predicted, split: SplitName, head: number): ShownFigures | null {
  const [shown, setShown] = useState<ShownFigures | null>(() => {
    const known = headFigures.find({ run, split, head });
    return known && { ...known, run, split, head };
  });
  useEffect(() => {
    const stop = new AbortController();
    const of = { run, split, head };
    perform(() => headFigures.need(of, (known) => setShown({ ...known, ...of }), stop.signal));
    return () => stop.abort();
  }, [run, split, head]);
  return shown;
}
