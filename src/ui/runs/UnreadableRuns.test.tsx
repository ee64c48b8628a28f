// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import type { UnreadableRun } from '../../core/run/run';
import { runs } from '../../state/runs';
import { show } from '../testing/show';
import { UnreadableRuns } from './UnreadableRuns';

const REASON = {
  code: 'run-newer',
  message: 'The run was written by a newer version.',
  advice: 'Load the page again.',
} as const;
const OLD: UnreadableRun = { id: 'a1', createdAt: '2026-03-04T05:06:00Z', title: 'Genres', reason: REASON };
const DAMAGED: UnreadableRun = { id: 'b2', createdAt: null, title: null, reason: REASON };

const rowOf = (name: string) => {
  const row = screen.getByRole('rowheader', { name }).closest('tr');
  if (!row) throw new Error(`There is no row ${name}.`);
  return row;
};

it('shows nothing while every run can be read', () => {
  runs.setState({ unreadable: [] });
  show(<UnreadableRuns />);
  expect(document.body.textContent).toBe('');
});

it('lists what is known of each and why it cannot be read', () => {
  runs.setState({ unreadable: [OLD, DAMAGED] });
  show(<UnreadableRuns />);
  expect(rowOf('Genres').textContent).toContain('2026');
  expect(rowOf('Genres').textContent).toContain(REASON.message);
  // one without a title goes by its id, and without a date says so
  expect(rowOf('b2').textContent).toContain('unknown');
});

it('deletes one only after asking', async () => {
  const removed: string[] = [];
  runs.setState({
    unreadable: [OLD, DAMAGED],
    remove: async (id) => {
      removed.push(id);
    },
  });
  const person = show(<UnreadableRuns />);
  const ask = () => person.click(screen.getByRole('button', { name: 'Delete the unreadable run Genres' }));
  await ask();
  await person.click(screen.getByRole('button', { name: 'Keep it' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  await ask();
  expect(screen.getByRole('dialog').textContent).toContain('“Genres” will be deleted');
  expect(removed).toEqual([]);
  await person.click(screen.getByRole('button', { name: 'Delete' }));
  expect(removed).toEqual(['a1']);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says in the dialog why it could not be deleted', async () => {
  runs.setState({
    unreadable: [OLD],
    remove: () => Promise.reject(new OnesheetError('storage-full', 'The disk is full.', 'Make room.')),
  });
  const person = show(<UnreadableRuns />);
  await person.click(screen.getByRole('button', { name: 'Delete the unreadable run Genres' }));
  await person.click(screen.getByRole('button', { name: 'Delete' }));
  const alert = await within(screen.getByRole('dialog')).findByRole('alert');
  expect(alert.textContent).toContain('The disk is full.');
});
