/** Which parameters weight decay applies to, in every network that a recipe can describe. */
import { describe, expect, it } from 'vitest';
import { architectureSchema } from '../../core/backbones/architectures';
import { recipeSchema } from '../../core/recipe/recipe';
import { recipeNetwork } from '../backbones/recipe-network';
import { isTrained, parametersOf } from '../layers/parameters';
import { isDecayed } from './optimizer-state';

const families = architectureSchema.options.map((option) => option.shape.family.value);

describe('weight decay', () => {
  it.each([null, ...families])('applies only to kernels: %s', (family) => {
    const architecture = family && architectureSchema.parse({ family });
    const recipe = recipeSchema.parse({ backbone: { architecture }, head: { hidden: 8 } });
    const trained = parametersOf(recipeNetwork(recipe, 3).architecture).filter(({ kind }) => isTrained(kind));
    const decayed = trained.filter(({ name }) => isDecayed(name));
    // PyTorch's usual rule, as in timm: a parameter with one dimension is a bias or belongs to a norm
    expect(decayed).toEqual(trained.filter(({ shape }) => shape.length > 1));
    expect(decayed.length).toBeGreaterThanOrEqual(5);
    expect(decayed.length).toBeLessThan(trained.length);
  });
});
