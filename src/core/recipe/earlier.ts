/**
 * Recipes of earlier versions in this one's words, so that they still mean what they meant when they were run. What a
 * version added with a default that changes nothing needs no line here.
 */

type Fields = Record<string, unknown>;

const isFields = (data: unknown): data is Fields => typeof data === 'object' && data !== null;

/** @param data a recipe of any version, as yet unchecked: what is no recipe comes out as it is. */
export function fromEarlier(data: unknown): unknown {
  if (!isFields(data) || (data.version !== 1 && data.version !== 2)) return data;
  return withOneClassWeights(withPlainCycle(data));
}

/** One cycle left the momentum alone. */
function withPlainCycle(recipe: Fields): Fields {
  const { schedule } = recipe;
  if (!isFields(schedule) || schedule.kind !== 'one-cycle') return recipe;
  return { ...recipe, schedule: { cycleMomentum: false, ...schedule } };
}

/** Class weights could be asked for in the loss, which was the same as asking for them in the balance. */
function withOneClassWeights(recipe: Fields): Fields {
  const { loss, balance } = recipe;
  if (!isFields(loss) || !('classWeights' in loss)) return recipe;
  const { classWeights, ...others } = loss;
  if (classWeights !== 'balanced') return { ...recipe, loss: others };
  return { ...recipe, loss: others, balance: { ...(isFields(balance) ? balance : {}), classWeights } };
}
