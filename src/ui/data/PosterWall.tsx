/** All posters, as a wall. It is one tab stop; arrow keys move from poster to poster. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select cannot hold pictures */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { SliderField } from '../shared/Field';
import { ErrorNotice } from '../shared/Notice';
import { PosterImage } from '../shared/PosterImage';
import styles from './data.module.css';
import { FilmTools } from './FilmTools';
import { useRows, type Rows, type RowQuery } from './useRows';
import { chooseFilm, dataView } from './view';

const GAP = 10;
const TOP = 16;

export function PosterWall() {
  const search = useStore(dataView, (state) => state.search);
  const genre = useStore(dataView, (state) => state.genre);
  const [size, setSize] = useState(112);
  const query = useMemo<RowQuery>(
    () => ({ view: 'films', search, genre, poster: 'with', sort: null }),
    [search, genre],
  );
  const rows = useRows(query);
  return (
    <div className={styles.full}>
      <FilmTools total={rows.total} noun="poster" withPosters>
        <span style={{ width: 160 }}>
          <SliderField
            label="Size of the posters"
            labelHidden
            value={size}
            min={64}
            max={220}
            step={4}
            show={(value) => `${value} px`}
            onChange={setSize}
          />
        </span>
      </FilmTools>
      {rows.error ? <ErrorNotice error={rows.error} /> : <Wall rows={rows} size={size} />}
    </div>
  );
}

function Wall({ rows, size }: { rows: Rows; size: number }) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const chosen = useStore(dataView, (state) => state.chosen?.index ?? null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const columns = Math.max(1, Math.floor((width + GAP) / (size + GAP)));
  const cell = (width - GAP * (columns - 1)) / columns;
  const rowHeight = Math.round(cell * 1.5) + GAP;
  const lines = width > 0 ? Math.ceil(rows.total / columns) : 0;
  // no compiler memoizes here, so its functions need not be stable
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    paddingStart: TOP,
    paddingEnd: TOP,
    scrollPaddingStart: GAP,
    scrollPaddingEnd: GAP,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const first = (items[0]?.index ?? 0) * columns;
  const last = ((items.at(-1)?.index ?? 0) + 1) * columns;
  const { show } = rows;
  useEffect(() => show(first, last), [first, last, show]);

  const choose = (index: number) => {
    chooseFilm(index, rows.film(index) ?? null);
    virtual.scrollToIndex(Math.floor(index / columns));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (rows.total === 0) return;
    const at = chosen ?? 0;
    const page = columns * 3;
    const to = {
      ArrowRight: chosen === null ? 0 : at + 1,
      ArrowLeft: at - 1,
      ArrowDown: chosen === null ? 0 : at + columns,
      ArrowUp: at - columns,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.total - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(Math.min(rows.total - 1, Math.max(0, to)));
  };

  return (
    <div
      ref={scroller}
      className={styles.wall}
      role="listbox"
      aria-label="Posters"
      aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {items.map((line) => (
          <div
            key={line.index}
            role="presentation"
            className={styles.wallRow}
            style={{
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              transform: `translateY(${line.start}px)`,
            }}
          >
            {Array.from({ length: Math.min(columns, rows.total - line.index * columns) }, (_, column) => {
              const index = line.index * columns + column;
              const film = rows.film(index);
              return (
                // the list itself handles the keys
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                  key={index}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === chosen}
                  aria-setsize={rows.total}
                  aria-posinset={index + 1}
                  aria-label={film ? film.title : 'Loading'}
                  title={film?.title}
                  onClick={() => choose(index)}
                >
                  {film ? (
                    <PosterImage posterKey={film.key} alt="" />
                  ) : (
                    <span style={{ display: 'block', aspectRatio: '2 / 3', background: 'var(--fill)' }} />
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
