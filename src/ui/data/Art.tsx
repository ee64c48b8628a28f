/** Three small drawings for the three ways to start: a table with posters, drawn posters, posters to fetch. */
import styles from './data.module.css';

const SHEETS = {
  own: ['var(--series-8)', 'var(--series-1)', 'var(--series-8)'],
  generated: ['var(--series-2)', 'var(--series-3)', 'var(--series-4)', 'var(--series-6)'],
  popular: ['var(--series-1)', 'var(--series-7)', 'var(--series-5)'],
};

export function Art({ kind }: { kind: keyof typeof SHEETS }) {
  return (
    <svg className={styles.art} width="200" height="100" viewBox="0 0 200 100" aria-hidden="true">
      {kind === 'own' && (
        <g fill="none" stroke="var(--line-strong)">
          <rect x="0.5" y="20.5" width="84" height="72" rx="4" />
          <path d="M0 38h85M0 56h85M0 74h85M28 20v73" />
        </g>
      )}
      {kind === 'popular' && (
        <g fill="none" stroke="var(--line-strong)">
          <rect x="0.5" y="60.5" width="44" height="32" rx="4" />
          <path d="M8 70h28M8 76h28M8 82h18M52 76h18M66 72l4 4-4 4" />
        </g>
      )}
      {SHEETS[kind].map((colour, index) => (
        <Sheet
          key={colour + String(index)}
          x={(kind === 'own' ? 98 : kind === 'popular' ? 80 : 0) + index * (kind === 'generated' ? 48 : 34)}
          colour={colour}
          kind={index}
          width={kind === 'generated' ? 42 : 28}
        />
      ))}
    </svg>
  );
}

/** One poster: a background, a shape, two lines of lettering. */
function Sheet({ x, width, colour, kind }: { x: number; width: number; colour: string; kind: number }) {
  const height = width * 1.5;
  const y = 93 - height;
  const middle = x + width / 2;
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} rx="2" fill={colour} fillOpacity="0.22" />
      {kind % 4 === 0 && <circle cx={middle} cy={y + height * 0.38} r={width * 0.26} fill={colour} />}
      {kind % 4 === 1 && (
        <path
          d={`M${middle} ${y + height * 0.14}l${width * 0.32} ${height * 0.42}h${-width * 0.64}Z`}
          fill={colour}
        />
      )}
      {kind % 4 === 2 && (
        <path
          d={`M${x + width * 0.16} ${y + height * 0.5}c${width * 0.1} ${-height * 0.5} ${width * 0.58} ${-height * 0.5} ${width * 0.68} 0Z`}
          fill={colour}
        />
      )}
      {kind % 4 === 3 && (
        <path
          d={`M${x + width * 0.2} ${y + height * 0.14}h${width * 0.2}v${height * 0.42}h${-width * 0.2}ZM${x + width * 0.56} ${y + height * 0.26}h${width * 0.24}v${height * 0.3}h${-width * 0.24}Z`}
          fill={colour}
        />
      )}
      <path
        d={`M${x + width * 0.18} ${y + height * 0.74}h${width * 0.64}M${x + width * 0.18} ${y + height * 0.85}h${width * 0.4}`}
        stroke={colour}
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </g>
  );
}
