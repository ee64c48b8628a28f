/** The chosen film, whole. */
import { useStore } from 'zustand';
import { count, dollars, fixed } from '../shared/format';
import { Chip } from '../shared/Section';
import { PosterImage } from '../shared/PosterImage';
import styles from './data.module.css';
import { dataView } from './view';

export function FilmInspector() {
  const film = useStore(dataView, (state) => state.chosen?.film ?? null);
  if (!film) return <p className={styles.muted}>Choose a film to see it here.</p>;
  const facts: [string, string][] = [
    ['Released', film.releaseDate ?? '–'],
    ['Budget', dollars(film.budget)],
    ['Revenue', dollars(film.revenue)],
    ['Popularity', fixed(film.popularity, 2)],
    ['Vote', `${fixed(film.voteAverage, 1)} from ${film.voteCount === null ? '–' : count(film.voteCount)}`],
    ['TMDb id', film.tmdbId ?? '–'],
    ['IMDb id', film.imdbId ?? '–'],
    ['Poster path', film.posterPath ?? '–'],
    ['Poster file', film.file ?? 'missing'],
    ['Line', film.line > 0 ? count(film.line) : '–'],
  ];
  return (
    <div className={styles.film}>
      <PosterImage
        posterKey={film.key}
        alt={`Poster of ${film.title}`}
        contain
        className={styles.filmPoster}
      />
      <h2>{film.title}</h2>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
        {film.genres.map((genre) => (
          <Chip key={genre}>{genre}</Chip>
        ))}
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
