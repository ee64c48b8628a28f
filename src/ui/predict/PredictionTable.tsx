/** Predictions as a table of any length: the file, the predicted class, and the probability of each class. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { LoosePrediction, ModelSummary } from '../../engine/protocol';
import { format } from '../shared';
import { VirtualGrid, type GridColumn } from '../shared/VirtualGrid';
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
        onChoose={(index) => predictView.setState({ chosen: ordered[index].key })}
        sort={null}
      />
    </div>
  );
}

function columnsFor({ classNames }: ModelSummary): GridColumn<LoosePrediction>[] {
  return [
    { id: 'file', title: 'File', width: 180, grow: 2, render: (row) => row.file },
    {
      id: 'predicted',
      title: 'Predicted',
      width: 110,
      grow: 1,
      render: (row) => classNames[row.predicted],
    },
    ...classNames.map((name, index): GridColumn<LoosePrediction> => ({
      id: `class ${name}`,
      title: name,
      width: 92,
      grow: 1,
      number: true,
      render: (row) => format.percent(row.probabilities[index]),
    })),
  ];
}
