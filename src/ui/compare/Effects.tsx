/** Whether each published effect appears: a symbol and a sentence. */
import type { Effect } from '../../core/experiments/effects';
import { Icon } from '../shared';
import styles from './compare.module.css';

const SIGNS = {
  appears: 'check',
  'does-not-appear': 'minus',
  reversed: 'warning',
  'none-as-published': 'check',
  new: 'info',
} as const;

export function Effects({ effects }: { effects: readonly Effect[] }) {
  if (effects.length === 0) return null;
  return (
    <div className={styles.effects}>
      <h3>Published effects</h3>
      <ul>
        {effects.map((effect) => (
          <li key={`${effect.run} ${effect.metric}`} data-verdict={effect.verdict}>
            <Icon name={SIGNS[effect.verdict]} size={14} />
            {effect.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
