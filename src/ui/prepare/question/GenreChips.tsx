/**
 * The genres of a question: a chip for each genre in the data with its number of films, and for each selected genre
 * that is not in the data.
 */
import { count } from '../../shared/format';
import { Chip } from '../../shared/Section';
import styles from './question.module.css';

export interface GenreChipsProps {
  legend: string;
  /** In the order of the chips; counts are after cleaning. */
  genres: readonly { genre: string; films: number }[];
  names: readonly string[];
  /** The minimum number of answers: at least this many stay selected. */
  least: number;
  onChange: (names: string[]) => void;
}

export function GenreChips({ legend, genres, names, least, onChange }: GenreChipsProps) {
  const unknown = names.filter((name) => !genres.some(({ genre }) => genre === name));
  const toggle = (name: string) => {
    const next = names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
    if (next.length >= least) onChange(next);
  };
  return (
    <fieldset className={styles.chips}>
      <legend className={styles.small}>{legend}</legend>
      {[...genres, ...unknown.map((genre) => ({ genre, films: 0 }))].map(({ genre, films }) => (
        <Chip key={genre} pressed={names.includes(genre)} onClick={() => toggle(genre)} count={count(films)}>
          {genre}
        </Chip>
      ))}
    </fieldset>
  );
}
