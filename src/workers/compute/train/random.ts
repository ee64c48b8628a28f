/** Chance: answers are drawn without looking at posters, as a baseline for models that do. */
import { randomAnswers } from '../../../core/neighbours';
import { takeRows } from '../../../core/metrics';
import { outputCount } from '../../../core/heads';
import { bySide, storedPredictions } from './predictions';
import type { Outcome, Work } from './strategy';

export function answerByChance({ plan, recipe }: Work): Promise<Outcome> {
  const { model, seed } = recipe;
  if (model.kind !== 'random') throw new Error('The recipe is not for chance.');
  const splits = plan.samples.map((sample) => sample.split);
  const { heads, answers } = plan;
  const drawn = randomAnswers({ heads, answers, splits, draw: model.draw, seed });
  const order = bySide(plan, [...plan.samples.keys()]);
  const predictions = storedPredictions(plan, order, takeRows(drawn, outputCount(heads), order));
  return Promise.resolve({ trained: null, predictions, undecodable: [] });
}
