/** The state of the Data workspace's view, kept while the person is elsewhere. */
import { createStore } from 'zustand/vanilla';
import type { FilmRow, TableQuery } from '../../workers/protocol';
import { openInspector } from '../../state/ui';

export const DATA_TABS = ['overview', 'films', 'posters', 'problems'] as const;
export type DataTab = (typeof DATA_TABS)[number];

export interface DataView {
  tab: DataTab;
  search: string;
  genre: string | null;
  poster: TableQuery['poster'];
  sort: TableQuery['sort'];
  /** The film in the inspector, and its index in the list in which it was selected. */
  chosen: { index: number; film: FilmRow | null } | null;
}

export const dataView = createStore<DataView>(() => ({
  tab: 'overview',
  search: '',
  genre: null,
  poster: 'any',
  sort: null,
  chosen: null,
}));

/** Changes search, filters or order, and clears the selection, which belonged to the list before. */
export function look(change: Partial<Pick<DataView, 'search' | 'genre' | 'poster' | 'sort'>>): void {
  dataView.setState({ ...change, chosen: null });
}

/** @param film null if its row has not arrived yet */
export function chooseFilm(index: number, film: FilmRow | null): void {
  dataView.setState({ chosen: { index, film } });
  openInspector();
}

export function showTab(tab: DataTab): void {
  dataView.setState({ tab, chosen: null });
}
