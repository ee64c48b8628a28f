/** Buttons that download the comparison. */
import { useStore } from 'zustand';
import { runs } from '../../state/runs';
import { runAction } from '../../state/actions';
import { Button } from '../shared';

export function CompareButtons() {
  const none = useStore(runs, (state) => state.compared.length === 0);
  const waitsFor = none ? 'Select a run first.' : null;
  return (
    <>
      <Button size="small" icon="download" waitsFor={waitsFor} onClick={() => runAction('compare.csv')}>
        CSV
      </Button>
      <Button size="small" icon="download" waitsFor={waitsFor} onClick={() => runAction('compare.markdown')}>
        Markdown
      </Button>
    </>
  );
}
