/**
 * Every kind of chart with made-up figures, and one pair that is fed as in training. `?chart=NAME` shows only that one.
 */
import { createRoot } from 'react-dom/client';
import '../../src/ui/shared/tokens.css';
import '../../src/ui/shared/base.css';
import { CHARTS } from './examples';

const wanted = new URLSearchParams(location.search).get('chart');
const shown = Object.entries(CHARTS).filter(([name]) => wanted === null || wanted === name);
const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for charts.');
// the page itself does not scroll; this one has no workspace that does
document.body.style.overflow = 'auto';
createRoot(root).render(
  <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 32, padding: 16 }}>
    {shown.map(([name, Chart]) => (
      <section key={name} aria-label={name}>
        <Chart />
      </section>
    ))}
  </div>,
);
