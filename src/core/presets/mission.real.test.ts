/** Checks that every figure in ../shared/mission.md is in the list of the mission, or is a setting of a recipe. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { MISSION } from './testing/mission';

const FILE = path.join(import.meta.dirname, '../../../../shared/mission.md');
const there = existsSync(FILE);

/** Numbers with a decimal point, percentages and counts above 100 in the text of one write-up. */
function figuresIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w(×.,])(\d{1,3}(?:,\d{3})+|\d*\.\d+|\d{3,})(?![\w×)])/g)].map(([, found]) =>
    found.replaceAll(',', ''),
  );
}

/**
 * Numbers that are not results: sizes, shares, rates and years that recipes hold, and counts of the table that is read.
 */
const SETTINGS = new Set(
  '224 280 256 185 1000 0.8 45466 2018 2007 512 1600 2800 28000 3500 150 200 350 300 1980 0.001 100'.split(
    ' ',
  ),
);

it.skipIf(!there)(
  'every figure of mission.md is in the list (skipped: ../shared/mission.md is missing)',
  () => {
    const listed = new Set(
      MISSION.flatMap(({ figures = [] }) => figures.map(([, text]) => Number(text.replace('%', '')))),
    );
    const wanted = figuresIn(readFileSync(FILE, 'utf8'));
    expect(wanted.length).toBeGreaterThan(60);
    expect([...new Set(wanted)].filter((text) => !listed.has(Number(text)) && !SETTINGS.has(text))).toEqual(
      [],
    );
  },
);
