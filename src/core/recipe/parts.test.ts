import { describe, expect, it } from 'vitest';
import { cleaningSchema } from './cleaning';
import { cleaningWith, DEFAULT_RULES } from '../cleaning/rules';
import { defaultRecipe, parseRecipe, RECIPE_VERSION } from './recipe';
import { splitSchema } from './split';
import { taskSchema } from '../tasks/task';

const pathOf = (recipe: unknown): string => {
  try {
    parseRecipe(recipe);
  } catch (error) {
    return /not valid at ([^:]+):/.exec(String(error))?.[1] ?? String(error);
  }
  return 'valid';
};

describe('cleaning', () => {
  it("starts with write-up A's rules, write-up D's year and TMDb's smallest posters", () => {
    expect(cleaningSchema.parse({})).toEqual(cleaningWith(DEFAULT_RULES));
    expect(cleaningWith([])).toMatchObject({ rules: [], year: 1980, resolution: { width: 92, height: 138 } });
  });
});

describe('tasks', () => {
  it('have write-up defaults: revenue at least the budget, five bins, all genres', () => {
    expect(taskSchema.parse({ kind: 'box-office' })).toEqual({
      kind: 'box-office',
      threshold: 1,
      leaveOutZero: true,
      implausiblyBelow: 1000,
      leaveOutImplausible: true,
    });
    expect(taskSchema.parse({ kind: 'score-bins' })).toMatchObject({ edges: [0, 2, 4, 6, 8, 10] });
    expect(taskSchema.parse({ kind: 'genres' })).toMatchObject({ labels: { by: 'all' }, keepWithout: false });
    expect(taskSchema.parse({ kind: 'all', score: null })).toMatchObject({
      genres: { labels: { by: 'all' } },
      boxOffice: { threshold: 1 },
      score: null,
      revenue: { implausiblyBelow: 1000 },
    });
  });
});

describe('splits', () => {
  it('judges a fold that exists', () => {
    expect(splitSchema.parse({ folds: { count: 5, fold: 4 } }).folds).toEqual({ count: 5, fold: 4 });
    expect(splitSchema.safeParse({ folds: { count: 5, fold: 5 } }).success).toBe(false);
  });
});

describe('errors are reported with their path', () => {
  it.each([
    [{ cleaning: { rules: ['no-such-rule'] } }, 'cleaning.rules.0'],
    [{ cleaning: { year: 1700 } }, 'cleaning.year'],
    [{ task: { kind: 'nothing' } }, 'task.kind'],
    [{ task: { kind: 'score-bins', edges: [0, 5, 5, 10] } }, 'task.edges'],
    [{ task: { kind: 'box-office', threshold: 0 } }, 'task.threshold'],
    [{ task: { kind: 'genres', labels: { by: 'films', atLeast: 0 } } }, 'task.labels.atLeast'],
    [{ task: { kind: 'all', boxOffice: { threshold: -1 } } }, 'task.boxOffice.threshold'],
    [{ split: { folds: { count: 1, fold: 0 } } }, 'split.folds.count'],
    [{ balance: { sampling: 'both' } }, 'balance.sampling'],
    [{ model: { kind: 'neighbours', k: 0 } }, 'model.k'],
    [{ backbone: { architecture: { family: 'resnet', size: 'resnet19' } } }, 'backbone.architecture.size'],
    [{ depth: { kind: 'last', stages: 0 } }, 'depth.stages'],
    [{ mixing: { kind: 'mixup', alpha: 0 } }, 'mixing.alpha'],
  ])('%j', (recipe, path) => expect(pathOf(recipe)).toBe(path));
});

describe('a recipe of version 1', () => {
  // as `JSON.stringify(defaultRecipe())` wrote it in version 0.1 of the page
  const former = {
    version: 1,
    id: 'comedy-or-horror',
    title: 'Comedy or horror',
    seed: 7,
    cleaning: {
      rules: ['blank-title', 'no-genre', 'no-poster-path', 'budget-missing', 'revenue-missing'],
    },
    task: {
      kind: 'genre',
      classes: { by: 'names', names: ['Comedy', 'Horror'] },
      perClass: 400,
    },
    split: { validation: 0.2, test: 0 },
    images: { fit: 'pad', width: 224, height: 224 },
    backbone: {
      id: 'open-images-mobilenet-v2',
      taps: ['block_12_add', 'block_13_expand', 'block_15_add'],
    },
    depth: { kind: 'head' },
    head: { dropout: 0.5, hidden: 0 },
    optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    training: { epochs: 20, batchSize: 32, keep: 'best' },
  };

  it('is the same experiment, with newer fields at their defaults', () => {
    const now = parseRecipe(former);
    expect(now).toMatchObject({ ...former, version: RECIPE_VERSION });
    const { id, title, seed, task, ...rest } = defaultRecipe();
    expect(now).toEqual({ ...rest, id: former.id, title: former.title, seed: 7, task: former.task });
    expect([id, title, seed, task.kind]).toEqual(['custom', 'My experiment', 1, 'genre']);
    expect(now).toMatchObject({ augmentation: [], mixing: null, stopping: null, model: { kind: 'network' } });
  });

  it('also reports where it is wrong', () => {
    expect(pathOf({ ...former, optimizer: { learningRate: -1 } })).toBe('optimizer.learningRate');
  });
});
