import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import python from '../../../scripts/reference/cleaning.json';
import type { Film } from '../films/film';
import { readTable } from '../films/testing/make-film';
import { cleaningWith, type CleaningRuleId } from './rules';
import { runFunnel } from './funnel';

const TABLE = '../shared/data/tmdb/movies_metadata.csv';
if (!existsSync(TABLE)) process.stderr.write(`${TABLE} is not there: the tests of its rules are skipped.\n`);

describe.skipIf(!existsSync(TABLE))("the rules on TMDb's table, against Python", () => {
  let films: readonly Film[];
  beforeAll(() => {
    films = readTable(readFileSync(TABLE)).films;
  });

  const run = (...rules: CleaningRuleId[]) =>
    runFunnel(films, cleaningWith(rules)).steps.map(({ removed, after }) => ({ removed, after }));

  it('each leaves out what Python leaves out', () => {
    const alone = (rule: CleaningRuleId) => run(rule)[0].removed;
    expect({
      'repeated-title': alone('repeated-title'),
      'repeated-id': alone('repeated-id'),
      adult: alone('adult'),
      'no-date': alone('no-date'),
      'before-1980': alone('before-year'),
    }).toEqual(python.alone);
  });

  it('together give the funnels of write-ups C and D', () => {
    const left = (...rules: CleaningRuleId[]) => run(...rules).map(({ after }) => after);
    expect(left('no-genre', 'repeated-title')).toEqual(python.funnelC);
    expect(left('no-date', 'no-poster-path', 'no-genre', 'before-year')).toEqual(python.funnelD);
  });
});
