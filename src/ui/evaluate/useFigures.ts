/** The figures of one head on one split, and their intervals once they are known. */
import { useEffect, useState } from 'react';
import type { Predicted } from '../../core/predictions/predictions';
import { headResultsOf, type HeadResults } from '../../core/predictions/results';
import type { HeadFigures } from '../../core/run/head-figures';
import type { SplitName } from '../../core/splits/split-name';
import { headFigures, type KnownFigures } from '../../state/figures';
import { perform } from '../../state/perform';
import type { FiguresOf } from '../../workers/protocol';

export interface ShownFigures extends KnownFigures {
  run: Predicted;
  split: SplitName;
  head: number;
  /** The predictions that the figures were computed from. */
  results: HeadResults;
}

const resultsByFigures = new WeakMap<HeadFigures, HeadResults>();

function shownFigures(known: KnownFigures, of: FiguresOf): ShownFigures {
  const results = resultsByFigures.get(known.figures) ?? headResultsOf(of.run, of.split, of.head);
  resultsByFigures.set(known.figures, results);
  return { ...known, ...of, results };
}

/** Null before the first figures are known; while others are being computed, the previous ones. */
export function useFigures(run: Predicted, split: SplitName, head: number): ShownFigures | null {
  const [shown, setShown] = useState<ShownFigures | null>(() => {
    const known = headFigures.find({ run, split, head });
    return known && shownFigures(known, { run, split, head });
  });
  useEffect(() => {
    const stop = new AbortController();
    const of = { run, split, head };
    perform(() => headFigures.need(of, (known) => setShown(shownFigures(known, of)), stop.signal));
    return () => stop.abort();
  }, [run, split, head]);
  return shown;
}
