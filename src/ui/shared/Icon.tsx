/**
 * Line icons on a 16-pixel grid, drawn here. They are decoration: the text beside them, or a label, carries the
 * meaning.
 */
const PATHS = {
  data: 'M2.5 4c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2-2.5 2-5.5 2-5.5-.9-5.5-2ZM2.5 4v8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2',
  prepare: 'M5 1.5V11h9.5M1.5 5H11v9.5',
  train: 'M1.5 2v12h13M4.5 5c1 4.5 3.5 6 9.5 6.3',
  evaluate: 'M2 2h12v12H2ZM6 2v12M10 2v12M2 6h12M2 10h12',
  compare: 'M8 1.5v13M2 11V7M5 11V4M11 11V8.500M14 11V2.500M1 13.500h5.500M9.5 13.500H15',
  predict: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  export: 'M8 10V2M5 4.5 8 1.500l3 3M3 8.500v5h10v-5',
  check: 'm3 8.5 3.200 3L13 4.5',
  close: 'm4 4 8 8M12 4l-8 8',
  chevronDown: 'm4 6 4 4 4-4',
  chevronRight: 'm6 4 4 4-4 4',
  arrowUp: 'M8 13V3M4 7l4-4 4 4',
  arrowDown: 'M8 3v10M4 9l4 4 4-4',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.600 10.600 14 14',
  download: 'M8 2v8M5 7.500l3 3 3-3M3 13.500h10',
  upload: 'M8 10.500v-8M5 5l3-3 3 3M3 13.500h10',
  folder: 'M1.5 4.500a1 1 0 0 1 1-1h3.300l1.700 1.700h6a1 1 0 0 1 1 1v6.300a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1Z',
  file: 'M4 1.500h5l3.5 3.500v9.500H4a.5.5 0 0 1-.5-.5V2a.5.5 0 0 1 .5-.5ZM9 1.500V5h3.5',
  sparkle: 'M8 1.5 9.600 6.400 14.5 8 9.600 9.600 8 14.5 6.400 9.600 1.5 8l4.900-1.600Z',
  film: 'M2 2.500h12v11H2ZM5 2.500v11M11 2.500v11M2 6h3M2 10h3M11 6h3M11 10h3',
  play: 'M4.5 2.800v10.400L13 8Z',
  pause: 'M5 3v10M11 3v10',
  stop: 'M3.5 3.500h9v9h-9Z',
  undo: 'M3 6.500h6.500a3.5 3.5 0 0 1 0 7H6M3 6.5 6 3.500M3 6.500l3 3',
  redo: 'M13 6.500H6.500a3.5 3.5 0 0 0 0 7H10M13 6.500l-3-3M13 6.500l-3 3',
  copy: 'M5.5 5.500h8v8h-8ZM10.5 5.500v-3h-8v8h3',
  paste: 'M5.5 3H3.500v11h9V3h-2M5.5 2h5v2.500h-5Z',
  panel: 'M2 2.500h12v11H2ZM10 2.500v11',
  grid: 'M2.5 2.500h4v4h-4ZM9.5 2.500h4v4h-4ZM2.5 9.500h4v4h-4ZM9.5 9.500h4v4h-4Z',
  rows: 'M2 4h12M2 8h12M2 12h12',
  warning: 'M8 2 14.5 13.500h-13ZM8 6.500v3.200M8 11.600v.2',
  error: 'M8 14.500a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8 4.800v4M8 11v.2',
  info: 'M8 14.500a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8 7.200v4M8 4.800v.2',
  clock: 'M8 14.500a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8 4.500V8l2.5 1.700',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v1.500M8 13.500V15M1 8h1.500M13.5 8H15M3 3l1.100 1.100M11.900 11.900 13 13M13 3l-1.100 1.100M4.100 11.900 3 13',
  moon: 'M13.5 9.700A6 6 0 0 1 6.300 2.500a6 6 0 1 0 7.200 7.200Z',
  system: 'M2 2.500h12v8.500H2ZM5.5 14h5M8 11v3',
  keyboard: 'M1.5 4h13v8.500h-13ZM4 6.500h.2M6.600 6.500h.2M9.200 6.500h.2M11.800 6.500h.2M4.5 10h7',
  command:
    'M5.5 5.500h5v5h-5ZM5.5 5.500H4A1.900 1.900 0 1 1 5.5 4ZM10.5 5.500V4A1.900 1.900 0 1 1 12 5.500ZM10.5 10.500H12a1.900 1.900 0 1 1-1.5 1.500ZM5.5 10.500V12A1.900 1.900 0 1 1 4 10.500Z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  pencil: 'M10.5 2.5l3 3L5.5 13.5 2 14l.5-3.5ZM8.5 4.5l3 3',
  trash: 'M2.5 4h11M6 4V2.500h4V4M4 4l.7 9.500h6.600L12 4',
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.700-4M13.5 1.800V4.500h-2.700',
  filter: 'M2 3h12L9.5 8.500V13l-3-1.500v-3Z',
  device: 'M4 4h8v8H4ZM6 1.500V4M10 1.500V4M6 12v2.500M10 12v2.500M1.5 6H4M1.5 10H4M12 6h2.500M12 10h2.5',
  external: 'M6.5 3H3v10h10V9.500M9.5 2.500h4v4M13.5 2.5 7.5 8.5',
  more: 'M3.5 8h.2M8 8h.2M12.5 8h.2',
} as const;

export type IconName = keyof typeof PATHS;

/** `size` in CSS pixels. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
