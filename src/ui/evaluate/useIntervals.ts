/** Bootstrap intervals of a head's figures: worked out between other things, so that the page stays quick. */
import { useEffect, useState } from 'react';
import { nextTurn } from '../../core/next-turn';
import { intervalWork, type Intervals } from '../../core/run/intervals';
import type { Run } from '../../core/run/run';
import type { SplitName } from '../../core/splits/split-name';
import { perform } from '../../state/perform';

/** Milliseconds at a stretch. */
const AT_ONCE = 12;
const NONE: Intervals = {};

/** Empty until they are known. */
export function useIntervals(run: Run, split: SplitName, head: number): Intervals {
  const [found, setFound] = useState<{ run: Run; split: SplitName; head: number; intervals: Intervals }>();
  useEffect(() => {
    let wanted = true;
    const work = async () => {
      const steps = intervalWork(run, split, head);
      let started = performance.now();
      for (;;) {
        const step = steps.next();
        if (step.done) return setFound({ run, split, head, intervals: step.value });
        if (performance.now() - started < AT_ONCE) continue;
        // one turn after another by intent: the page comes first
        // oxlint-disable-next-line no-await-in-loop
        await nextTurn();
        if (!wanted) return undefined;
        started = performance.now();
      }
    };
    perform(work);
    return () => {
      wanted = false;
    };
  }, [run, split, head]);
  const current = found?.run === run && found.split === split && found.head === head;
  return current ? found.intervals : NONE;
}
