/** Which genres a question names: a chip for each that there is, with its films, and for chosen ones that there are not. */
import { count } from '../../shared/format';
import { Chip } from '../../shared/Section';
import styles from './question.module.css';

export interface GenreChipsProps {
  legend: string;
  /** In the order of the chips; films that cleaning leaves. */
  genres: readonly { genre: string; films: number }[];
  names: readonly string[];
  /** So many stay chosen: a question has that many answers at least. */
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
