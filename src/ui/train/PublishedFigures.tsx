/** A write-up's figures for one run, one per line. */
import { figureTitle, publishedText, type PresetRun } from '../../core/presets';
import styles from './experiments.module.css';

export function PublishedFigures({ run }: { run: PresetRun }) {
  if (run.published.length === 0) return <span className={styles.quiet}>no figure</span>;
  return (
    <ul className={styles.figures}>
      {run.published.map((figure) => (
        <li key={`${figureTitle(figure, run.recipe.task)} ${figure.note ?? ''}`}>
          {figureTitle(figure, run.recipe.task)} {publishedText(figure)}
          {figure.note && `, ${figure.note}`}
        </li>
      ))}
    </ul>
  );
}
