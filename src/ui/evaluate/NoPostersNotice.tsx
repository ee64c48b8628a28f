/** Says that a run's posters are not open, if they are not; its figures do not need them. */
import { useStore } from 'zustand';
import { datasetStore } from '../../state/dataset';
import { goTo } from '../../state/ui';
import { Button, Notice } from '../shared';

export function NoPostersNotice() {
  const noPosters = useStore(datasetStore, ({ summary }) => summary !== null && summary.posters === 0);
  if (!noPosters) return null;
  return (
    <Notice
      title="The posters of this run are not open."
      actions={
        <Button size="small" onClick={() => goTo('data')}>
          Open Data
        </Button>
      }
    >
      The figures do not need them. Open the same films again to see their posters here.
    </Notice>
  );
}
