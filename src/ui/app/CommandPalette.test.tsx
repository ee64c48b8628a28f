// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { actions, registerActions, type Action } from '../../state/actions';
import { ui } from '../../state/ui';
import { show } from '../testing/show';
import CommandPalette from './CommandPalette';
import ShortcutsDialog from './ShortcutsDialog';

const table = createStore<{ open: boolean }>(() => ({ open: false }));
let ran: string[] = [];

const ACTIONS: Action[] = [
  {
    id: 'data.open',
    title: 'Open files',
    group: 'Data',
    keywords: 'csv folder',
    run: () => ran.push('open'),
  },
  {
    id: 'train.start',
    title: 'Start training',
    group: 'Train',
    shortcut: 'G T',
    run: () => ran.push('start'),
  },
  {
    id: 'data.clear',
    title: 'Clear the table',
    group: 'Data',
    run: () => ran.push('clear'),
    enabled: () => table.getState().open,
    waitsFor: () => 'open a table first',
    reads: [table],
  },
];

beforeEach(() => {
  ran = [];
  actions.setState({ byId: new Map() });
  registerActions(ACTIONS);
  table.setState({ open: false });
  ui.setState({ workspace: 'train', overlay: 'palette' });
});

const names = () => screen.getAllByRole('option').map((option) => option.textContent);

describe('the palette', () => {
  it('lists what can be done in the open workspace first', () => {
    show(<CommandPalette />);
    expect(names()[0]).toContain('Start training');
    expect(document.activeElement).toBe(screen.getByRole('combobox'));
  });

  it.each([
    ['its title', 'training'],
    ['its group', 'train'],
    ['letters of it', 'strtr'],
  ])('finds an action by %s', async (_, typed) => {
    const person = show(<CommandPalette />);
    await person.type(screen.getByRole('combobox'), typed);
    expect(names()[0]).toContain('Start training');
  });

  it('finds one by a word that is not shown, and says where nothing matches', async () => {
    const person = show(<CommandPalette />);
    await person.type(screen.getByRole('combobox'), 'csv');
    expect(names()).toEqual(['Open files']);
    await person.type(screen.getByRole('combobox'), 'zzz');
    expect(screen.getByText('No matching command.')).toBeDefined();
  });

  it('runs the chosen one with Enter and closes', async () => {
    const person = show(<CommandPalette />);
    await person.type(screen.getByRole('combobox'), 'open files{Enter}');
    expect(ran).toEqual(['open']);
    expect(ui.getState().overlay).toBeNull();
  });

  it('says what an action waits for, until it can run', async () => {
    const person = show(<CommandPalette />);
    const clear = () => screen.getByRole('option', { name: /Clear the table/ });
    expect(clear().textContent).toContain('open a table first');
    await person.click(clear());
    expect(ran).toEqual([]);
    act(() => table.setState({ open: true }));
    expect(clear().textContent).toBe('Clear the table');
    await person.click(clear());
    expect(ran).toEqual(['clear']);
  });
});

it('the list of keys has the actions that have keys, and those of every part', () => {
  show(<ShortcutsDialog />);
  const rows = screen.getAllByRole('row').map((row) => [...row.children].map((cell) => cell.textContent));
  expect(rows.slice(1)).toEqual([
    ['Start training', 'G T'],
    ['Move between parts of the page', 'Tab'],
    ['Move within tabs, choices, tables and posters', '← → ↑ ↓'],
    ['Close the open panel', 'Esc'],
  ]);
});
