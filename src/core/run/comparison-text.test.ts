import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { defaultRecipe, parseRecipe, setInRecipe } from '../recipe/recipe';
import { comparedRun } from './comparison';
import { comparisonCsv, comparisonMarkdown, runLabels } from './comparison-text';
import { first, runOf, second } from './testing/two-class-run';

describe('runLabels', () => {
  const base = defaultRecipe();
  const longer = setInRecipe(base, 'training.epochs', '50');
  it('is the differing settings if titles are equal, and a number if everything is equal', () => {
    const runs = [runOf('x', first, base), runOf('y', first, longer), runOf('z', first, longer)].map(
      comparedRun,
    );
    expect([...runLabels(runs).values()]).toEqual(['epochs 20', 'epochs 50', 'epochs 50 (2)']);
  });
  it('is the rest of the title if all titles begin with the same preset', () => {
    const titled = (id: string, title: string) =>
      comparedRun(runOf(id, first, setInRecipe(base, 'title', title)));
    const fits = [titled('x', 'Fits: Plain'), titled('y', 'Fits: Padded')];
    expect([...runLabels(fits).values()]).toEqual(['Plain', 'Padded']);
    expect(runLabels([...fits, titled('z', 'Mine')]).get('y')).toBe('Fits: Padded');
    expect(runLabels(fits.slice(0, 1)).get('x')).toBe('Fits: Plain');
  });
  it('is the title if that is enough', () =>
    expect(runLabels([comparedRun(runOf('x', first, base))]).get('x')).toBe('My experiment'));
});

describe('the comparison as text', () => {
  const runs = [
    comparedRun(runOf('x', first)),
    comparedRun(runOf('y', second, setInRecipe(defaultRecipe(), 'title', 'a | b, "c"'))),
  ];
  it('is a CSV that reads back', () => {
    const { data } = Papa.parse<Record<string, string>>(comparisonCsv(runs), { header: true });
    expect(data[1].run).toBe('a | b, "c"');
    expect(Number(data[0]['validation accuracy'])).toBeCloseTo(0.5);
    expect(Number(data[0]['seconds an epoch'])).toBeCloseTo(0.5);
  });
  it('includes metrics that are not headlines on request', () => {
    const { data } = Papa.parse<Record<string, string>>(comparisonCsv(runs, true), { header: true });
    // with two classes of equal size, it equals the accuracy
    expect(Number(data[0]['validation balanced accuracy'])).toBeCloseTo(0.5);
    expect(data[0]).toHaveProperty('validation Cohen’s κ');
    expect(data[0]).not.toHaveProperty('validation quadratic κ');
    expect(comparisonCsv(runs)).not.toContain('balanced accuracy');
  });
  it('names a missing limit as the page does', () => {
    const few = setInRecipe(defaultRecipe(), 'split.films', '500');
    const { data } = Papa.parse<Record<string, string>>(
      comparisonCsv([comparedRun(runOf('x', first)), comparedRun(runOf('y', second, few))]),
      { header: true },
    );
    expect(data.slice(0, 2).map(({ Films }) => Films)).toEqual(['all', '500']);
  });
  it('names choices as the page does', () => {
    const by = (metric: string) => parseRecipe({ images: { fit: 'centre-crop' }, stopping: { metric } });
    const { data } = Papa.parse<Record<string, string>>(
      comparisonCsv([
        comparedRun(runOf('x', first)),
        comparedRun(runOf('y', second, by('macro-f1'))),
        comparedRun(runOf('z', second, by('log-loss'))),
      ]),
      { header: true },
    );
    expect(data.slice(0, 3).map((row) => [row.Fit, row['Stops by']])).toEqual([
      ['Pad', '–'],
      ['Centre crop', 'Macro F1'],
      ['Centre crop', 'Log loss'],
    ]);
  });
  it('is a Markdown table with the same number of cells in every line', () => {
    const lines = comparisonMarkdown(runs).trimEnd().split('\n');
    const cells = lines.map((line) => line.replaceAll('\\|', '').split('|').length);
    expect(new Set(cells).size).toBe(1);
    expect(lines).toHaveLength(4);
  });
});
