/**
 * A virtualised grid of posters in the workspace's own scrolling area. It is one tab stop; arrow keys move between
 * posters, Enter opens one.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useWidth } from '../charts/useWidth';
import { useTurn } from '../shared';
import styles from './evaluate.module.css';

/** CSS pixels. */
const TILE_WIDTH = 138;
const GAP = 16;
/** Height of a title and the space below a tile; height of a class's name and bar. */
const TITLE_HEIGHT = 38;
const BAR_HEIGHT = 26;

/** What a tile needs of the grid. */
export interface TilePlace {
  place: number;
  /** Whether it is the tile that Tab stops at. */
  tabbable: boolean;
  onFocus: (place: number) => void;
}

export interface PosterGridProps {
  label: string;
  /** A key for every poster, in display order. A new list starts at its first poster. */
  keys: readonly string[];
  /** How many classes with bars a tile shows. */
  bars: number;
  /** Draws a poster's tile: a button with `data-place`. */
  renderTile: (place: TilePlace) => ReactNode;
}

function scroller(): HTMLElement | null {
  return document.getElementById('workspace');
}

/** The distance of an element from the top of the scrolling content, updated as what is above it changes. */
function useMargin(element: HTMLElement | null): number {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const scroll = scroller();
    if (!element || !scroll) return undefined;
    const measure = () =>
      setMargin(element.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop);
    measure();
    const observer = new ResizeObserver(measure);
    if (element.parentElement?.parentElement) observer.observe(element.parentElement.parentElement);
    return () => observer.disconnect();
  }, [element]);
  return margin;
}

export function PosterGrid({ label, keys, bars, renderTile }: PosterGridProps) {
  const [ref, width] = useWidth<HTMLUListElement>();
  const [list, setList] = useState<HTMLUListElement | null>(null);
  const [focused, setFocused] = useState(0);
  const wanted = useRef<number | null>(null);
  const margin = useMargin(list);
  const drawn = useTurn();
  const columns = Math.max(1, Math.floor((width + GAP) / (TILE_WIDTH + GAP)));
  const tileWidth = (width - GAP * (columns - 1)) / columns;
  const height = Math.round(tileWidth * 1.5 + TITLE_HEIGHT + bars * BAR_HEIGHT);
  const lines = Math.ceil(keys.length / columns);
  // no compiler memoizes here, so its functions need not be stable
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: drawn && width > 0 ? lines : 0,
    getScrollElement: scroller,
    estimateSize: () => height + GAP,
    scrollMargin: margin,
    overscan: 2,
  });
  useEffect(() => virtual.measure(), [height, virtual]);
  useEffect(() => setFocused(0), [keys]);

  // a tile that was not drawn takes the focus once it is
  useEffect(() => {
    if (wanted.current === null) return;
    const target = list?.querySelector<HTMLElement>(`[data-place="${wanted.current}"]`);
    if (!target) return;
    wanted.current = null;
    target.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowLeft: focused - 1,
      ArrowRight: focused + 1,
      ArrowUp: focused - columns,
      ArrowDown: focused + columns,
      Home: 0,
      End: keys.length - 1,
    }[event.key];
    if (to === undefined || to < 0 || Math.floor(to / columns) >= lines) return;
    event.preventDefault();
    const next = Math.min(to, keys.length - 1);
    wanted.current = next;
    setFocused(next);
    virtual.scrollToIndex(Math.floor(next / columns));
  };

  const take = useCallback(
    (element: HTMLUListElement | null) => {
      ref.current = element;
      setList(element);
    },
    [ref],
  );

  return (
    // the posters' buttons handle the keys; the list only moves the focus among them
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul
      ref={take}
      aria-label={label}
      className={styles.grid}
      style={{ height: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      {virtual.getVirtualItems().flatMap((line) =>
        keys.slice(line.index * columns, (line.index + 1) * columns).map((key, column) => {
          const place = line.index * columns + column;
          return (
            <li
              key={key}
              aria-setsize={keys.length}
              aria-posinset={place + 1}
              style={{
                width: tileWidth,
                height,
                transform: `translate(${column * (tileWidth + GAP)}px, ${line.start - margin}px)`,
              }}
            >
              {renderTile({ place, tabbable: place === focused, onFocus: setFocused })}
            </li>
          );
        }),
      )}
    </ul>
  );
}
