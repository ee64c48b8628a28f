/** What the Data workspace looks at: kept while the person is elsewhere. */
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
  /** The film in the inspector, and its index in the list it was chosen in. */
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

/** Changes what is looked for; the chosen row belonged to the list before. */
export function look(change: Partial<Pick<DataView, 'search' | 'genre' | 'poster' | 'sort'>>): void {
  dataView.setState({ ...change, chosen: null });
}

/** @param film null where its row has not come yet */
export function chooseFilm(index: number, film: FilmRow | null): void {
  dataView.setState({ chosen: { index, film } });
  openInspector();
}

export function showTab(tab: DataTab): void {
  dataView.setState({ tab, chosen: null });
}
