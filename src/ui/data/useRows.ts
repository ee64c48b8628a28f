/**
 * Rows by index of a list that stays in the worker. Pages are requested as they scroll into view; old rows stay until
 * the new ones have arrived, so nothing flickers.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { toReport, type ErrorReport } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import type { FilmRow, TableQuery } from '../../workers/protocol';
import { datasetStore } from '../../state/dataset';
import { queryRows } from '../../state/queries';
import { perform } from '../../state/perform';

const PAGE = 120;
const KEPT_PAGES = 40;

export type RowQuery = Omit<TableQuery, 'from' | 'to'>;

interface Loaded {
  /** Which list these pages belong to. */
  list: string;
  total: number;
  films: Map<number, FilmRow[]>;
  problems: Map<number, Problem[]>;
}

export interface Rows {
  total: number;
  film: (index: number) => FilmRow | undefined;
  problem: (index: number) => Problem | undefined;
  show: (from: number, to: number) => void;
  error: ErrorReport | null;
}

const NOTHING: Loaded = { list: '', total: 0, films: new Map(), problems: new Map() };

export function useRows(query: RowQuery): Rows {
  const generation = useStore(datasetStore, (state) => state.generation);
  const list = JSON.stringify([generation, query]);
  const [loaded, setLoaded] = useState(NOTHING);
  const [error, setError] = useState<ErrorReport | null>(null);
  const asked = useRef({ list: '', pages: new Set<number>() });
  const range = useRef({ from: 0, to: PAGE });

  const ask = useCallback(
    async (page: number) => {
      if (asked.current.list !== list) asked.current = { list, pages: new Set() };
      if (asked.current.pages.has(page)) return;
      asked.current.pages.add(page);
      try {
        const from = page * PAGE;
        const [, of] = JSON.parse(list) as [number, RowQuery];
        const found = await queryRows({ ...of, from, to: from + PAGE });
        if (asked.current.list !== list) return;
        setError(null);
        setLoaded((before) => {
          const same = before.list === list ? before : { ...NOTHING, list };
          return {
            list,
            total: found.total,
            films: kept(same.films, page, found.rows, asked.current.pages),
            problems: kept(same.problems, page, found.problems, asked.current.pages),
          };
        });
      } catch (thrown) {
        asked.current.pages.delete(page);
        setError(toReport(thrown));
      }
    },
    [list],
  );

  const show = useCallback(
    (from: number, to: number) => {
      range.current = { from, to };
      for (let page = Math.floor(from / PAGE); page * PAGE < Math.max(to, 1); page++)
        perform(() => ask(page));
    },
    [ask],
  );
  // another list: the same range of it is in view
  useEffect(() => show(range.current.from, range.current.to), [show]);

  const at = <T>(pages: Map<number, T[]>, index: number) =>
    pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  return {
    total: loaded.total,
    film: (index) => at(loaded.films, index),
    problem: (index) => at(loaded.problems, index),
    show,
    error,
  };
}

/** The pages with one more; the oldest are dropped, and can be requested again. */
function kept<T>(pages: Map<number, T[]>, page: number, rows: T[], asked: Set<number>): Map<number, T[]> {
  const all = new Map(pages).set(page, rows);
  for (const old of all.keys()) {
    if (all.size <= KEPT_PAGES) break;
    all.delete(old);
    asked.delete(old);
  }
  return all;
}
