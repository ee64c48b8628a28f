/** All fields of the selected film. */
import { useStore } from 'zustand';
import { count, dollars, fixed } from '../shared/format';
import { Chip, type Fact, Facts } from '../shared/Section';
import { PosterImage } from '../shared/PosterImage';
import styles from './data.module.css';
import { dataView } from './view';

export function FilmInspector() {
  const film = useStore(dataView, (state) => state.chosen?.film ?? null);
  if (!film) return <p className={styles.muted}>Select a film to see it here.</p>;
  const facts: Fact[] = [
    { name: 'Released', text: film.releaseDate ?? '–' },
    { name: 'Budget', text: dollars(film.budget) },
    { name: 'Revenue', text: dollars(film.revenue) },
    { name: 'Popularity', text: fixed(film.popularity, 2) },
    {
      name: 'Vote',
      text: `${fixed(film.voteAverage, 1)} from ${film.voteCount === null ? '–' : count(film.voteCount)}`,
    },
    { name: 'TMDb id', text: film.tmdbId ?? '–' },
    { name: 'IMDb id', text: film.imdbId ?? '–' },
    { name: 'Poster path', text: film.posterPath ?? '–' },
    { name: 'Poster file', text: film.file ?? 'missing' },
    { name: 'Line', text: film.line > 0 ? count(film.line) : '–' },
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
      <Facts items={facts} />
    </div>
  );
}
