/** The model's prediction for each poster, as a grid of posters, a table or CSV. */
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { placeHeads } from '../../core/heads';
import type { LoosePrediction, ModelSummary } from '../../workers/protocol';
import { prediction } from '../../state/prediction';
import { jobUnderWay, stopJob } from '../../state/jobs';
import { deviceText } from '../../state/device-text';
import { openInspector } from '../../state/ui';
import { runAction } from '../../state/actions';
import { PosterGrid } from '../evaluate/PosterGrid';
import { PosterTile, TILE_BARS, TileFrame } from '../evaluate/PosterTile';
import { Button, format, Section, SegmentedControl } from '../shared';
import { answerText } from './answer-text';
import { AnswerLines, HeadAnswers } from './HeadAnswers';
import { PredictionTable } from './PredictionTable';
import { useOrdered } from './useOrdered';
import { predictView } from './view';
import styles from './predict.module.css';

const AS = [
  { value: 'grid', label: 'Posters' },
  { value: 'table', label: 'Table' },
] as const;
const ORDERS = [
  { value: 'given', label: 'As given' },
  { value: 'surest', label: 'Most confident' },
  { value: 'least-sure', label: 'Least confident' },
] as const;

export function Posters() {
  const model = useStore(prediction, (state) => state.model);
  const posters = useStore(prediction, (state) => state.posters.length);
  const predicted = useStore(prediction, (state) => state.predictions.length);
  const busy = useStore(prediction, (state) => state.busy);
  const device = useStore(prediction, (state) => state.device);
  const { as, order } = useStore(predictView);
  if (!model && posters > 0)
    return <p className={styles.quiet}>{format.counted(posters, 'poster')} wait for a model.</p>;
  if (!model) return null;
  if (posters === 0 && busy === null) return <DropHere />;
  return (
    <Section
      title={format.counted(predicted, 'prediction')}
      hint={device ? `On ${deviceText(device)}.` : undefined}
      actions={
        <>
          <SegmentedControl
            label="Order"
            value={order}
            options={ORDERS}
            onChange={(value) => predictView.setState({ order: value })}
          />
          <SegmentedControl
            label="Shown as"
            value={as}
            options={AS}
            onChange={(value) => predictView.setState({ as: value })}
          />
          <Buttons predicted={predicted} />
        </>
      }
    >
      {predicted > 0 && (as === 'grid' ? <Grid model={model} /> : <PredictionTable model={model} />)}
    </Section>
  );
}

function Buttons({ predicted }: { predicted: number }) {
  const busy = useStore(prediction, (state) => state.busy);
  if (busy)
    return (
      <Button size="small" icon="stop" onClick={stop}>
        Stop
      </Button>
    );
  return (
    <>
      <Button
        size="small"
        icon="download"
        waitsFor={predicted === 0 ? 'Nothing has been predicted yet.' : null}
        onClick={() => runAction('predict.csv')}
      >
        CSV
      </Button>
      <Button size="small" variant="quiet" icon="trash" onClick={() => runAction('predict.clear')}>
        Remove all
      </Button>
    </>
  );
}

function stop(): void {
  const job = jobUnderWay('predict');
  if (job) stopJob(job.id);
}

function DropHere() {
  return (
    <div className={styles.drop}>
      <h3>Drop posters here</h3>
      <p>Any number of images, folders or ZIPs. They are processed on this machine; nothing is uploaded.</p>
    </div>
  );
}

function Grid({ model }: { model: ModelSummary }) {
  const ordered = useOrdered();
  const chosen = useStore(predictView, (state) => state.chosen);
  const keys = useMemo(() => ordered.map((one) => one.key), [ordered]);
  const choose = useCallback((key: string) => {
    predictView.setState({ chosen: key });
    openInspector();
  }, []);
  return (
    <PosterGrid
      label={`Predicted posters, ${format.count(ordered.length)}`}
      keys={keys}
      bars={model.heads.length > 1 ? model.heads.length : Math.min(TILE_BARS, model.classNames.length)}
      renderTile={(at) => {
        const one = ordered[at.place];
        if (!ofOneClass(model))
          return (
            <TileFrame
              {...at}
              posterKey={one.key}
              title={baseName(one.file)}
              said={saidOf(model, one)}
              right={null}
              chosen={one.key === chosen}
              onChoose={choose}
            >
              {model.heads.length > 1 ? (
                <AnswerLines heads={model.heads} outputs={one.probabilities} />
              ) : (
                <HeadAnswers heads={model.heads} outputs={one.probabilities} most={TILE_BARS} />
              )}
            </TileFrame>
          );
        return (
          <PosterTile
            {...at}
            posterKey={one.key}
            title={baseName(one.file)}
            classNames={model.classNames}
            probabilities={one.probabilities}
            predicted={one.predicted}
            actual={null}
            chosen={one.key === chosen}
            onChoose={choose}
          />
        );
      }}
    />
  );
}

function ofOneClass({ heads }: ModelSummary): boolean {
  return heads.length === 1 && heads[0].kind === 'class';
}

function saidOf({ heads }: ModelSummary, { file, probabilities }: LoosePrediction): string {
  const answers = placeHeads(heads).map((head) => `${head.title} ${answerText(head, probabilities)}`);
  return `${baseName(file)}: ${answers.join('; ')}`;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
