/** How films and posters were matched; every count has its list. */
import { useStore } from 'zustand';
import type { JoinKey } from '../../core/join/join';
import type { ListId } from '../../workers/protocol';
import { datasetStore } from '../../state/dataset';
import { count } from '../shared/format';
import { Section } from '../shared/Section';
import { Table, type Column } from '../shared/Table';
import styles from './data.module.css';
import { ListButton } from './ListButton';
import { ShowList } from './ShowList';
import { JOIN_NAMES } from './words';

interface Line {
  title: string;
  meaning: string;
  films: number;
  list: ListId;
}

const COLUMNS: Column<Line>[] = [
  { id: 'title', title: 'Posters', header: true, render: (line) => line.title, width: '120px' },
  { id: 'count', title: 'Count', number: true, render: (line) => count(line.films), width: '90px' },
  { id: 'meaning', title: 'What it means', render: (line) => line.meaning },
  {
    id: 'list',
    title: 'List',
    number: true,
    render: (line) => (
      <span className={styles.pair}>
        <ShowList list={line.list} title={`${line.title} posters`} empty={line.films === 0} />
        <ListButton list={line.list} label={`${line.title.toLowerCase()} posters`} empty={line.films === 0} />
      </span>
    ),
  },
];

export function Join() {
  const join = useStore(datasetStore, (state) => state.summary?.join);
  if (!join) return null;
  const by = (Object.keys(JOIN_NAMES) as JoinKey[])
    .flatMap((key) => (join.by[key] ? [`${count(join.by[key])} by ${JOIN_NAMES[key]}`] : []))
    .join(', ');
  const lines: Line[] = [
    {
      title: 'Matched',
      meaning: by ? `Films with a poster: ${by}` : 'Films with a poster',
      films: join.matched,
      list: 'matched',
    },
    { title: 'Missing', meaning: 'Films without a poster', films: join.missing, list: 'missing-posters' },
    { title: 'Unused', meaning: 'Posters that match no film', films: join.unused, list: 'unused-posters' },
    {
      title: 'Duplicate',
      meaning: 'Extra posters of a film that already has one',
      films: join.duplicate,
      list: 'duplicate-posters',
    },
    {
      title: 'Undecodable',
      meaning: 'Files that are not readable images',
      films: join.undecodable,
      list: 'undecodable-posters',
    },
  ];
  return (
    <Section title="Films and posters">
      <Table
        caption="How films and posters were matched"
        columns={COLUMNS}
        rows={lines}
        rowKey={(line) => line.title}
      />
    </Section>
  );
}
