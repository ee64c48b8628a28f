/** Predictions as a table of any length: the file, its prediction, and the probability of each class or label. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { argmaxRows } from '../../core/metrics';
import { outputNames, placeHeads, type PlacedHead } from '../../core/heads';
import type { LoosePrediction, ModelSummary } from '../../workers/protocol';
import { openInspector } from '../../state/ui';
import { format } from '../shared';
import { VirtualGrid, type GridColumn } from '../shared/VirtualGrid';
import { answerText, outputsOf } from './answer-text';
import { useOrdered } from './useOrdered';
import { predictView } from './view';
import styles from './predict.module.css';

const nothing = () => undefined;

export function PredictionTable({ model }: { model: ModelSummary }) {
  const ordered = useOrdered();
  const chosen = useStore(predictView, (state) => state.chosen);
  const columns = useMemo(() => columnsFor(model), [model]);
  const place = ordered.findIndex((one) => one.key === chosen);
  return (
    <div className={styles.table}>
      <VirtualGrid
        label={`Predictions, ${format.count(ordered.length)}`}
        columns={columns}
        total={ordered.length}
        row={(index) => ordered[index]}
        rowHeight={32}
        onRange={nothing}
        chosen={place < 0 ? null : place}
        onChoose={(index) => {
          predictView.setState({ chosen: ordered[index].key });
          openInspector();
        }}
        sort={null}
      />
    </div>
  );
}

function columnsFor({ heads }: ModelSummary): GridColumn<LoosePrediction>[] {
  const placed = placeHeads(heads);
  const names = outputNames(heads);
  return [
    { id: 'file', title: 'File', width: 180, grow: 2, render: (row) => row.file },
    ...placed.map((head): GridColumn<LoosePrediction> => ({
      id: `predicted ${head.task}`,
      title: heads.length > 1 ? head.title : 'Predicted',
      width: 130,
      grow: 1,
      render: (row) =>
        head.kind === 'class' ? head.names[bestOf(head, row)] : answerText(head, row.probabilities),
    })),
    ...placed.flatMap((head) =>
      head.kind === 'value' ? [] : head.names.map((_, at) => outputColumn(names, head.output + at)),
    ),
  ];
}

function bestOf(head: PlacedHead, { probabilities }: LoosePrediction): number {
  return argmaxRows(outputsOf(head, probabilities), head.outputs)[0];
}

function outputColumn(names: readonly string[], output: number): GridColumn<LoosePrediction> {
  return {
    id: `output ${names[output]}`,
    title: names[output],
    width: 92,
    grow: 1,
    number: true,
    render: (row) => format.percent(row.probabilities[output]),
  };
}
