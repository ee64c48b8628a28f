// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { FILM_FIELDS } from '../../core/films/film';
import { setMapping } from '../../state/dataset';
import { show } from '../testing/show';
import { MappingEditor } from './MappingEditor';
import { FIELD_NAMES } from './words';

vi.mock('../../state/dataset', () => ({ setMapping: vi.fn<typeof setMapping>() }));
beforeEach(() => vi.mocked(setMapping).mockClear());

const TABLE = {
  name: 'films.csv',
  dialect: 'commas and UTF-8',
  columns: ['id', 'name', 'kinds', 'kinds2'],
  mapping: { tmdbId: 'id', title: 'name', genres: 'kinds' },
} as unknown as Parameters<typeof MappingEditor>[0]['table'];

const menu = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });

it('shows the column of every field, and which fields have none', () => {
  show(<MappingEditor table={TABLE} />);
  for (const field of FILM_FIELDS) expect(menu(FIELD_NAMES[field]).options).toHaveLength(5);
  expect(menu('Genres').value).toBe('kinds');
  expect(menu('Budget').selectedOptions[0].textContent).toBe('No column');
  expect(screen.getByText(/The table was read with commas and UTF-8\./)).toBeDefined();
});

it('reads the table again once, with all changes together', async () => {
  const person = show(<MappingEditor table={TABLE} />);
  const apply = screen.getByRole('button', { name: 'Apply' });
  await person.click(apply);
  expect(setMapping).not.toHaveBeenCalled();
  await person.selectOptions(menu('Genres'), 'kinds2');
  await person.selectOptions(menu('TMDb id'), 'No column');
  await person.click(apply);
  expect(vi.mocked(setMapping).mock.calls).toEqual([[{ title: 'name', genres: 'kinds2' }]]);
});

it('goes back to the columns of the table that was read', async () => {
  const person = show(<MappingEditor table={TABLE} />);
  expect(screen.queryByRole('button', { name: 'Revert' })).toBeNull();
  await person.selectOptions(menu('Title'), 'kinds');
  await person.click(screen.getByRole('button', { name: 'Revert' }));
  expect(menu('Title').value).toBe('name');
  await person.click(screen.getByRole('button', { name: 'Apply' }));
  expect(setMapping).not.toHaveBeenCalled();
});
