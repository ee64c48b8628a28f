/**
 * Models on their way out and in: a run's model as a ZIP, and the one ZIP that is open for prediction.
 */
import { OnesheetError } from '../../core/errors';
import { argmaxRows } from '../../core/metrics';
import { uncounted, type Progress } from '../../core/progress';
import { outputCount, placeHeads, type Head } from '../../core/heads';
import type { Trained } from '../../core/run/trained';
import type { BackendChoice, DeviceInfo, Run } from '../../core/run/run';
import { BUNDLED } from '../../ml/backbones/bundled';
import { modelCard } from '../../ml/formats/model-card';
import type { ModelParts, PortableModel } from '../../ml/formats/portable-model';
import { readModel } from '../../ml/formats/read-model';
import { writeModel } from '../../ml/formats/write-model';
import { parseSafetensors } from '../../ml/weights/safetensors';
import type { DataApi, ComputeApi, LoosePrediction, ModelSummary } from '../protocol';
import type { CallContext, Remote } from '../rpc';
import type { BackboneRoom } from './backbone-room';
import type { DeviceRoom } from './device-room';
import { createPredictor, type PosterPredictions, type Predictor } from './predictor';
import { InTurn } from '../in-turn';

type Prediction = ComputeApi['predict']['result'];

/** The open model, and what runs it where it has been put on a device. */
interface Opened {
  model: PortableModel;
  choice: BackendChoice;
  placed: { device: DeviceInfo; predictor: Predictor } | null;
}

/**
 * The run's model as a ZIP.
 * @throws OnesheetError `run-missing` where the run ended before it had one; `fetch-failed`.
 */
export async function exportRun(
  run: Run,
  trained: Trained | null,
  backbones: BackboneRoom,
  report: (progress: Progress) => void,
): Promise<Blob> {
  if (!trained)
    throw new OnesheetError(
      'run-missing',
      'This run ended before its first epoch did, so it has no model.',
      'Export another run, or train again.',
      { where: { workspace: 'export' } },
    );
  const { id } = run.recipe.backbone;
  report(uncounted('Loading the backbone'));
  const parts = await partsOf(trained, () => backbones.file(id));
  report(uncounted('Writing the model'));
  return writeModel({
    recipe: run.recipe,
    heads: run.heads,
    parts,
    card: modelCard(run, BUNDLED[id].facts),
    createdAt: run.createdAt,
    software: run.software,
  });
}

async function partsOf(trained: Trained, file: () => Promise<ArrayBuffer>): Promise<ModelParts> {
  if (trained.kind === 'head')
    return { kind: 'head', backbone: parseSafetensors(await file()), head: trained.head };
  const tensors = [...trained.tensors].map(
    ([name, tensor]) => [name, { dtype: 'F32' as const, ...tensor }] as const,
  );
  return { kind: 'network', weights: new Map(tensors) };
}

export class ModelRoom {
  private opened: Opened | null = null;
  /** A model must not be closed while it predicts. */
  private readonly turns = new InTurn();

  constructor(private readonly devices: DeviceRoom) {}

  /** Opens a ZIP in place of the one that is open. @throws OnesheetError those of `readModel`. */
  async open(file: Blob, choice: BackendChoice): Promise<ModelSummary> {
    const model = await readModel(file);
    await this.turns.do(async () => {
      this.opened?.placed?.predictor.dispose();
      this.opened = { model, choice, placed: null };
    });
    const { heads, recipe, createdAt, card } = model;
    return {
      heads,
      classNames: heads[0].names,
      title: recipe.title,
      createdAt,
      images: recipe.images,
      card,
      bytes: file.size,
    };
  }

  /**
   * Classifies posters that the data worker has taken in.
   * @throws OnesheetError `model-missing` where none is open; `stopped`.
   */
  predict(
    posters: readonly { key: string; file: string }[],
    data: Remote<DataApi>,
    context: CallContext<Progress>,
  ): Promise<Prediction> {
    return this.turns.do(async () => {
      const opened = this.require();
      const { device, release } = await this.devices.hold(opened.choice);
      try {
        return await classify(posters, opened, data, device, context);
      } finally {
        release();
      }
    });
  }

  private require(): Opened {
    if (this.opened) return this.opened;
    throw new OnesheetError('model-missing', 'No model is open.', 'Open a model.zip first.', {
      where: { workspace: 'predict' },
    });
  }
}

async function classify(
  posters: readonly { key: string; file: string }[],
  opened: Opened,
  data: Remote<DataApi>,
  device: DeviceInfo,
  { signal, emit }: CallContext<Progress>,
): Promise<Prediction> {
  const { heads } = opened.model;
  const wanted = posters.map(({ key, file }) => ({ key, file, identity: key }));
  const said = await placeOn(device, opened).predict(wanted, { data, signal, report: emit });
  return { predictions: predictionsOf(said, heads), undecodable: [...said.undecodable], device };
}

/** A device that was started anew is another one: what lay on the former is lost. */
function placeOn(device: DeviceInfo, opened: Opened): Predictor {
  if (opened.placed?.device === device) return opened.placed.predictor;
  opened.placed?.predictor.dispose();
  const predictor = createPredictor(opened.model, device.backend);
  opened.placed = { device, predictor };
  return predictor;
}

function predictionsOf(
  { samples, probabilities }: PosterPredictions<{ key: string; file: string }>,
  heads: readonly Head[],
): LoosePrediction[] {
  const outputs = outputCount(heads);
  const first = placeHeads(heads)[0].outputs;
  return samples.map(({ key, file }, row) => {
    const own = probabilities.slice(row * outputs, (row + 1) * outputs);
    return { key, file, predicted: argmaxRows(own.subarray(0, first), first)[0], probabilities: own };
  });
}
