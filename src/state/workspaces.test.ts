import { afterEach, describe, expect, it } from 'vitest';
import { WORKSPACE_IDS } from '../core/places';
import { modelSchema } from '../core/recipe/model';
import { marks } from './marks';
import { recipeStore, setRecipeField } from './recipe';
import { storesOf, storesRead } from './testing/stores-read';
import { ui } from './ui';
import { dropChoices, followMarks, WORKSPACE_STATES } from './workspaces';

const STORES = storesOf(import.meta.glob(['./*.ts', '!./*.test.ts'], { eager: true }));

afterEach(() => {
  recipeStore.setState(recipeStore.getInitialState());
  ui.setState(ui.getInitialState());
});

describe('a workspace’s mark', () => {
  it.each(WORKSPACE_IDS)('of %s names every store that it reads', (id) => {
    const { mark, reads } = WORKSPACE_STATES[id];
    const others = STORES.filter(({ store }) => !reads.includes(store));
    expect(others.length).toBeGreaterThan(15);
    expect([...storesRead(others, mark)]).toEqual([]);
  });

  it('is there from the start, and says what it waits for', () => {
    followMarks()();
    expect(marks.getState()).toEqual({
      data: { mark: 'ready', note: 'open a table or posters' },
      prepare: { mark: 'waiting', note: 'waits for posters' },
      train: { mark: 'waiting', note: 'waits for posters' },
      evaluate: { mark: 'waiting', note: 'waits for a run' },
      compare: { mark: 'waiting', note: 'waits for two runs' },
      predict: { mark: 'ready', note: 'open a model' },
      export: { mark: 'waiting', note: 'waits for a run' },
    });
  });
});

describe('dropped files', () => {
  const titles = () => dropChoices().map(({ title }) => title);

  it('open as data if the workspace has no other use for them', () => {
    const offered = WORKSPACE_IDS.map((workspace) => {
      ui.setState({ workspace });
      return [workspace, titles()];
    });
    expect(Object.fromEntries(offered)).toEqual({
      data: ['Drop to open'],
      prepare: ['Drop to open'],
      train: ['Drop to open'],
      evaluate: ['Drop to open'],
      compare: ['Drop to open'],
      predict: ['Predict these posters', 'Open as the model'],
      export: ['Drop to open'],
    });
  });

  it('may be weights while the settings of a network are shown', () => {
    ui.setState({ workspace: 'train', inspectorOpen: true, inspectorUsers: 1 });
    expect(titles()).toEqual(['Use as weights', 'Drop to open']);
    setRecipeField('model', modelSchema.parse({ kind: 'random' }));
    expect(titles()).toEqual(['Drop to open']);
  });
});
