// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRecipe } from '../../core/recipe/recipe';
import { currentRecipe, recipeStore } from '../../state/recipe';
import { recipeLink } from '../../state/recipe-link';
import { ui } from '../../state/ui';
import { show } from '../testing/show';
import RecipeOffer from './RecipeOffer';

const MINE = { ...defaultRecipe(), title: 'Mine' };
const THEIRS = { ...MINE, title: 'Theirs', seed: MINE.seed + 1 };

beforeEach(() => {
  recipeStore.setState({ recipe: MINE, past: [], future: [] });
  recipeLink.setState({ offered: null, error: null });
  ui.setState({ workspace: 'data' });
});

describe('a recipe that a link brought', () => {
  it('is named, with what it would change', () => {
    recipeLink.setState({ offered: THEIRS });
    show(<RecipeOffer />);
    expect(screen.getByText('Theirs')).toBeDefined();
    expect(screen.getByText('It replaces “Mine” and differs in: Seed.')).toBeDefined();
  });

  it('differs in nothing if only its title is another', () => {
    recipeLink.setState({ offered: { ...MINE, title: 'A copy' } });
    show(<RecipeOffer />);
    expect(screen.getByText('It is identical to your current recipe.')).toBeDefined();
  });

  it('changes nothing unless it is taken', async () => {
    recipeLink.setState({ offered: THEIRS });
    const person = show(<RecipeOffer />);
    await person.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(currentRecipe()).toBe(MINE);
    expect(ui.getState().workspace).toBe('data');
  });

  it('when taken is the recipe, opens Prepare, and can be undone', async () => {
    recipeLink.setState({ offered: THEIRS });
    const person = show(<RecipeOffer />);
    await person.click(screen.getByRole('button', { name: 'Use this recipe' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(currentRecipe()).toEqual(THEIRS);
    expect(ui.getState().workspace).toBe('prepare');
    expect(recipeStore.getState().past).toEqual([MINE]);
  });
});

it('a link that cannot be read says why and offers nothing', async () => {
  recipeLink.setState({
    error: { code: 'link-broken', message: 'The link to a recipe is damaged.', advice: 'Copy it again.' },
  });
  const person = show(<RecipeOffer />);
  expect(screen.getByRole('alert').textContent).toContain('The link to a recipe is damaged.');
  expect(screen.queryByRole('button', { name: 'Use this recipe' })).toBeNull();
  await person.click(screen.getAllByRole('button', { name: 'Close' })[0]);
  expect(screen.queryByRole('dialog')).toBeNull();
});
