/** The first head's validation figures of the run that has just ended, from its stored predictions. */
import { useEffect, useState } from 'react';
import type { HeadFigures } from '../../core/run/head-figures';
import type { Run } from '../../core/run/run';
import { headFigures } from '../../state/figures';
import { perform } from '../../state/perform';
import { isUsable } from '../../state/runs';

/** Null without a usable run, and until its figures have been computed: until then the view shows what training reported. */
export function useValidationFigures(run: Run | null): HeadFigures | null {
  const [known, setKnown] = useState<{ run: Run; figures: HeadFigures } | null>(null);
  useEffect(() => {
    if (!run || !isUsable(run)) return undefined;
    let wanted = true;
    perform(async () => {
      const figures = await headFigures.figures({ run, split: 'validation', head: 0 });
      if (wanted) setKnown({ run, figures });
    });
    return () => {
      wanted = false;
    };
  }, [run]);
  if (!run || !isUsable(run)) return null;
  if (known?.run === run) return known.figures;
  return headFigures.find({ run, split: 'validation', head: 0 })?.figures ?? null;
}
