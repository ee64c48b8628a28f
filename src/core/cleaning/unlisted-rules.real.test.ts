import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import python from '../../../scripts/reference/cleaning.json';
import type { Film } from '../films/film';
import { readTable } from '../films/testing/make-film';
import { adult } from './adult';
import { beforeYear } from './before-year';
import { noDate } from './no-date';
import { repeatedId } from './repeated-id';
import { repeatedTitle } from './repeated-title';
import { RULES } from './rules';

const TABLE = '../shared/data/tmdb/movies_metadata.csv';
if (!existsSync(TABLE)) process.stderr.write(`${TABLE} is not there: the tests of its rules are skipped.\n`);

describe.skipIf(!existsSync(TABLE))("the rules on TMDb's table, against Python", () => {
  let films: readonly Film[];
  beforeAll(() => {
    films = readTable(readFileSync(TABLE)).films;
  });

  it('each leaves out what it finds', () => {
    const removed = (leavesOut: (film: Film) => boolean) => films.filter(leavesOut).length;
    expect({
      'repeated-title': removed(repeatedTitle.judge()),
      'repeated-id': removed(repeatedId.judge()),
      adult: removed((film) => adult.leavesOut(film)),
      'no-date': removed((film) => noDate.leavesOut(film)),
      'before-1980': removed((film) => beforeYear(1980).leavesOut(film)),
    }).toEqual(python.alone);
  });

  it('together they are the funnels of write-ups C and D', () => {
    const run = (rules: ((film: Film) => boolean)[]) => {
      let kept = films;
      return rules.map((leavesOut) => (kept = kept.filter((film) => !leavesOut(film))).length);
    };
    const noGenre = (film: Film) => RULES['no-genre'].leavesOut(film);
    expect(run([noGenre, repeatedTitle.judge()])).toEqual(python.funnelC);
    expect(
      run([
        (film) => noDate.leavesOut(film),
        (film) => RULES['no-poster-path'].leavesOut(film),
        noGenre,
        (film) => beforeYear(1980).leavesOut(film),
      ]),
    ).toEqual(python.funnelD);
  });
});
