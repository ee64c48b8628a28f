// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { comparedRun } from '../../core/run/comparison';
import { summaryOf, type Run } from '../../core/run/run';
import { first, runOf, second } from '../../core/run/testing/two-class-run';
import { comparison } from '../../state/comparison';
import { runs } from '../../state/runs';
import { show } from '../testing/show';
import CompareWorkspace from './CompareWorkspace';
import { compareView } from './view';

const named = (run: Run, title: string): Run => ({ ...run, recipe: { ...run.recipe, title } });
const RUNS = [named(runOf('a', first), 'Head alone'), named(runOf('b', second), 'All layers')];

beforeEach(() => {
  compareView.setState({ experiment: null, further: false });
  runs.setState({
    status: 'ready',
    error: null,
    list: RUNS.map(summaryOf),
    unreadable: [],
    compared: ['a', 'b'],
  });
  comparison.setState({
    byId: new Map(RUNS.map((run) => [run.id, comparedRun(run)])),
    need: () => Promise.resolve(),
  });
});

const table = () => screen.getByRole('table', { name: 'Runs with their settings and figures' });
const heads = () =>
  within(table())
    .getAllByRole('columnheader')
    .map((head) => head.textContent);
const rowOf = (title: string) => within(table()).getByText(title).closest('tr')?.textContent;

describe('the table of runs', () => {
  it('measures each against the one ticked first', () => {
    show(<CompareWorkspace />);
    expect(screen.getByText('Differences are relative to “Head alone”, the run ticked first.')).toBeDefined();
    // of ten films five are right in the one and eight in the other
    expect(rowOf('Head alone')).toContain('50.0');
    expect(rowOf('All layers')).toContain('80.0');
  });

  it('has the headlines, and with “Further metrics” the others behind them', async () => {
    const person = show(<CompareWorkspace />);
    const before = heads();
    expect(before).toContain('Accuracy');
    await person.click(screen.getByRole('switch', { name: 'Further metrics' }));
    const after = heads();
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.filter((head) => before.includes(head))).toEqual(before);
    await person.click(screen.getByRole('switch', { name: 'Further metrics' }));
    expect(heads()).toEqual(before);
  });
});
