/**
 * Converts recipes of earlier versions, so that they keep the meaning that they had when they were run. Fields that a
 * version added with a neutral default need nothing here.
 */

type Fields = Record<string, unknown>;

const isFields = (data: unknown): data is Fields => typeof data === 'object' && data !== null;

/** @param data a recipe of any version, not yet validated; data that is no recipe is returned unchanged. */
export function fromEarlier(data: unknown): unknown {
  if (!isFields(data) || (data.version !== 1 && data.version !== 2)) return data;
  return withOneClassWeights(withPlainCycle(data));
}

/** One cycle used to leave the momentum constant. */
function withPlainCycle(recipe: Fields): Fields {
  const { schedule } = recipe;
  if (!isFields(schedule) || schedule.kind !== 'one-cycle') return recipe;
  return { ...recipe, schedule: { cycleMomentum: false, ...schedule } };
}

/** Class weights used to be settable in the loss, with the same effect as in the balance. */
function withOneClassWeights(recipe: Fields): Fields {
  const { loss, balance } = recipe;
  if (!isFields(loss) || !('classWeights' in loss)) return recipe;
  const { classWeights, ...others } = loss;
  if (classWeights !== 'balanced') return { ...recipe, loss: others };
  return { ...recipe, loss: others, balance: { ...(isFields(balance) ? balance : {}), classWeights } };
}
