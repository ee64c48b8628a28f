import { describe, expect, it } from 'vitest';
import python from '../../../scripts/reference/python-word-characters.json';
import type { Film } from '../films/film';
import { makeFilm } from '../films/testing/make-film';
import { cleaningWith, CLEANING_RULES, DEFAULT_RULES, type CleaningRuleId } from './rules';
import { runFunnel } from './funnel';
import { RULES } from './rules';

/** Whether this rule, applied on its own with default measures, leaves the film out. */
const leaves = (rule: CleaningRuleId, film: Film) =>
  RULES[rule].judge(cleaningWith([rule]), () => null)(film);

describe('blank-title', () => {
  const leavesOut = (film: Film) => leaves('blank-title', film);

  it.each(['', ' ', '…', '-!?', '🎬', '\u0301'])('leaves out %j', (title) => {
    expect(leavesOut(makeFilm({ title }))).toBe(true);
  });

  it.each(['9', '_', 'Ø', 'Оно', 'هیچ کجا هیچ کس', 'ファンタスティポ', '½', '²', '…a…'])(
    'keeps %j',
    (title) => {
      expect(leavesOut(makeFilm({ title }))).toBe(false);
    },
  );

  it("treats as letter, digit or underscore what Python's \\w matches", () => {
    const flags = (ranges: number[][]) => {
      const all = new Uint8Array(0x110000);
      for (const [from, to] of ranges) all.fill(1, from, to + 1);
      return all;
    };
    const word = flags(python.word);
    const unknown = flags(python.unassigned);
    const film = makeFilm();
    const different: number[] = [];
    for (let code = 0; code < word.length; code++) {
      film.title = String.fromCodePoint(code);
      if (leavesOut(film) === (word[code] === 1) && !unknown[code]) different.push(code);
    }
    expect(different).toEqual([]);
  });
});

describe('the other rules', () => {
  it('leave out what is missing, not what is zero', () => {
    const whole = makeFilm({ budget: 0, revenue: 0, releaseDate: '1995-10-30', year: 1995 });
    for (const id of CLEANING_RULES) expect(leaves(id, whole)).toBe(false);
    expect(leaves('no-genre', makeFilm({ genres: [] }))).toBe(true);
    expect(leaves('no-poster-path', makeFilm({ posterPath: null }))).toBe(true);
    expect(leaves('budget-missing', makeFilm({ budget: null }))).toBe(true);
    expect(leaves('revenue-missing', makeFilm({ revenue: null }))).toBe(true);
  });

  it('have texts for people', () => {
    for (const id of CLEANING_RULES) {
      expect(RULES[id].title).not.toBe('');
      expect(RULES[id].description).toMatch(/\.$/);
    }
  });
});

describe('runFunnel', () => {
  const films = [
    makeFilm({ key: 'whole' }),
    makeFilm({ key: 'nothing', title: '?', genres: [], posterPath: null, budget: null, revenue: null }),
    makeFilm({ key: 'no genre', genres: [], budget: null }),
    makeFilm({ key: 'no budget', budget: null, revenue: null }),
  ];
  const keys = (list: typeof films | undefined) => list?.map((film) => film.key);

  it('records what each rule removed from what was left', () => {
    const { kept, steps, removed } = runFunnel(films, cleaningWith(DEFAULT_RULES));
    expect(steps).toEqual([
      { rule: 'blank-title', before: 4, removed: 1, after: 3 },
      { rule: 'no-genre', before: 3, removed: 1, after: 2 },
      { rule: 'no-poster-path', before: 2, removed: 0, after: 2 },
      { rule: 'budget-missing', before: 2, removed: 1, after: 1 },
      { rule: 'revenue-missing', before: 1, removed: 0, after: 1 },
    ]);
    expect(keys(kept)).toEqual(['whole']);
    expect(keys(removed.get('blank-title'))).toEqual(['nothing']);
    expect(keys(removed.get('budget-missing'))).toEqual(['no budget']);
  });

  it('keeps the same films in any order of the rules', () => {
    const back = runFunnel(films, cleaningWith(DEFAULT_RULES.toReversed()));
    expect(back.steps[0]).toEqual({ rule: 'revenue-missing', before: 4, removed: 2, after: 2 });
    expect(keys(back.kept)).toEqual(['whole']);
  });

  it('applies only the given rules, each once', () => {
    expect(runFunnel(films, cleaningWith([])).kept).toEqual(films);
    expect(runFunnel(films, cleaningWith(['no-genre', 'no-genre'])).steps.length).toBe(1);
  });

  it('does not ask table rules about films from folders', () => {
    const film = makeFilm({ line: 0, posterPath: null, budget: null, revenue: null, title: '-' });
    expect(runFunnel([film], cleaningWith(CLEANING_RULES)).kept).toEqual([film]);
  });
});
