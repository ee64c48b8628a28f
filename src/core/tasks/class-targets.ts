/** Targets of a task with one class per film, from the films' answers. */
import { majorityBaseline } from '../metrics';
import type { Asked } from './ask';
import type { ClassTargets } from './targets';

/** @param asked class indices into `names`. */
export function classTargets({ films, answers, doubts }: Asked<number>, names: string[]): ClassTargets {
  const values = Int32Array.from(answers);
  const { classIndex, shares, accuracy } = majorityBaseline(values, values, names.length);
  return {
    films,
    answers: { kind: 'class', names, values },
    doubts,
    distribution: names.map((name, index) => ({
      name,
      films: values.filter((value) => value === index).length,
    })),
    baseline: { classIndex, shares, accuracy },
    warnings: [],
  };
}
