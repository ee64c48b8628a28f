/** Films without a reliable answer: why, how many, and whether they are left out or kept. */
import { useStore } from 'zustand';
import { preparation } from '../../../state/preparation';
import { count } from '../../shared/format';
import { Badge } from '../../shared/Section';
import { Table, type Column } from '../../shared/Table';

interface Line {
  key: string;
  head: string;
  reason: string;
  films: number;
  leftOut: boolean;
}

const REASON: Column<Line> = {
  id: 'reason',
  title: 'Films without a reliable answer',
  header: true,
  render: ({ reason }) => reason,
};
const HEAD: Column<Line> = { id: 'head', title: 'Head', render: ({ head }) => head, width: '130px' };
const FILMS: Column<Line>[] = [
  {
    id: 'films',
    title: 'Films',
    number: true,
    width: '90px',
    render: ({ films }) => count(films),
    sortBy: ({ films }) => films,
  },
  {
    id: 'outcome',
    title: 'Are',
    width: '100px',
    render: ({ leftOut }) => (leftOut ? 'left out' : <Badge kind="warning">kept</Badge>),
  },
];

/** Nothing if every film has an answer. */
export function Doubts() {
  const plan = useStore(preparation, (state) => state.plan);
  if (!plan) return null;
  const lines = plan.doubts
    .filter(({ films }) => films > 0)
    .map(({ head, id, description, films, leftOut }) => ({
      key: `${head}${id}`,
      head: plan.heads[head].title,
      reason: description,
      films,
      leftOut,
    }));
  if (lines.length === 0) return null;
  return (
    <Table
      caption="Films without a reliable answer"
      columns={plan.heads.length > 1 ? [REASON, HEAD, ...FILMS] : [REASON, ...FILMS]}
      rows={lines}
      rowKey={({ key }) => key}
    />
  );
}
