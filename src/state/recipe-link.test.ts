import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../core/presets';
import { defaultRecipe } from '../core/recipe/recipe';
import { recipeFragment, recipeLink, recipeOfFragment, takeRecipeLink } from './recipe-link';

const link = (text: string) => `#recipe=${deflateRawSync(text).toString('base64url')}`;

describe('a recipe in an address', () => {
  it('survives the round trip, and is short enough for any browser', async () => {
    const recipes = [
      { ...defaultRecipe(), title: 'Ünïcode “quotes” & <tags> 映画' },
      ...PRESETS.flatMap(({ runs }) => runs.map(({ recipe }) => recipe)),
    ];
    const fragments = await Promise.all(recipes.map((recipe) => recipeFragment(recipe)));
    expect(await Promise.all(fragments.map(recipeOfFragment))).toEqual(recipes);
    for (const fragment of fragments) {
      expect(fragment).toMatch(/^#recipe=[\w-]+$/);
      expect(fragment.length).toBeLessThan(2000);
    }
  });

  it('can be read if another tool wrote it', async () => {
    expect((await recipeOfFragment(link('{"title": "Mine"}'))).title).toBe('Mine');
  });

  it.each([
    ['nothing', '#recipe=', 'link-broken'],
    ['no base64', '#recipe=%%%', 'link-broken'],
    ['no deflate', '#recipe=AAAAAAA', 'link-broken'],
    ['half of one', link(JSON.stringify(defaultRecipe())).slice(0, 80), 'link-broken'],
    ['no JSON', link('hello'), 'link-broken'],
    ['far too much', link('1'.repeat(5_000_000)), 'link-broken'],
    ['no recipe', link('[]'), 'recipe-invalid'],
    ['a wrong field', link('{"training": {"epochs": 0}}'), 'recipe-invalid'],
    ['a newer recipe', link('{"version": 99}'), 'recipe-newer'],
  ])('with %s is reported with the reason', async (_, fragment, code) => {
    await expect(recipeOfFragment(fragment)).rejects.toMatchObject({ code });
  });

  it('is offered, not applied; other addresses are ignored', async () => {
    expect(takeRecipeLink('#/train')).toBe(false);
    expect(takeRecipeLink(link('{"title": "Mine"}'))).toBe(true);
    await expect.poll(() => recipeLink.getState().offered?.title).toBe('Mine');
    expect(takeRecipeLink('#recipe=%')).toBe(true);
    await expect.poll(() => recipeLink.getState().error?.code).toBe('link-broken');
  });
});
