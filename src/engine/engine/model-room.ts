/**
 * Models on their way out and in: a run's model as a ZIP, and the one ZIP that is open for prediction.
 */
import { OnesheetError } from '../../core/errors';
import { argmaxRows } from '../../core/metrics';
import type { Progress } from '../../core/progress';
import { genreHead } from '../../core/run/heads';
import type { Trained } from '../../core/run/trained';
import type { BackendChoice, BackendName, DeviceInfo, Run } from '../../core/run/run';
import { createBackbone, type Backbone } from '../../ml/backbones/backbone';
import { BUNDLED } from '../../ml/backbones/bundled';
import { modelCard } from '../../ml/formats/model-card';
import type { PortableModel } from '../../ml/formats/portable-model';
import { readModel } from '../../ml/formats/read-model';
import { writeModel } from '../../ml/formats/write-model';
import { applyHead } from '../../ml/training/apply-head';
import { parseSafetensors } from '../../ml/weights/safetensors';
import type { DataApi, EngineApi, LoosePrediction, ModelSummary } from '../protocol';
import type { CallContext, Remote } from '../rpc';
import type { BackboneRoom } from './backbone-room';
import type { DeviceRoom } from './device-room';
import { gatherFeatures } from './gather-features';
import { InTurn } from '../in-turn';

type Prediction = EngineApi['predict']['result'];

/** The open model, and its backbone where it has been put on a device. */
interface Opened {
  model: PortableModel;
  choice: BackendChoice;
  placed: { backend: BackendName; backbone: Backbone } | null;
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
  const announce = (phase: string) =>
    report({ phase, done: 0, total: null, unit: '', rate: null, remainingSeconds: null });
  announce('Loading the backbone');
  const file = await backbones.file(id);
  announce('Writing the model');
  return writeModel({
    recipe: run.recipe,
    classNames: run.classNames,
    backbone: parseSafetensors(file),
    head: trained.kind === 'head' ? trained.head : [],
    card: modelCard(run, BUNDLED[id].facts),
    createdAt: run.createdAt,
    software: run.software,
  });
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
      this.opened?.placed?.backbone.dispose();
      this.opened = { model, choice, placed: null };
    });
    const { classNames, recipe, createdAt, card } = model;
    return { classNames, title: recipe.title, createdAt, images: recipe.images, card, bytes: file.size };
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
  const { recipe, head, classNames } = opened.model;
  const gathered = await gatherFeatures(
    posters.map(({ key, file }) => ({ key, file, identity: key })),
    {
      data,
      backbone: placeOn(device, opened),
      taps: recipe.backbone.taps,
      images: recipe.images,
      seed: recipe.seed,
      signal,
      report: emit,
    },
  );
  const probabilities = await applyHead(head, gathered.features, [genreHead(classNames)]);
  return {
    predictions: predictionsOf(gathered.samples, probabilities, classNames.length),
    undecodable: gathered.undecodable,
    device,
  };
}

function placeOn({ backend }: DeviceInfo, opened: Opened): Backbone {
  if (opened.placed?.backend === backend) return opened.placed.backbone;
  opened.placed?.backbone.dispose();
  const { recipe, backbone: weights } = opened.model;
  const { config } = BUNDLED[recipe.backbone.id];
  const backbone = createBackbone(weights, config, recipe.backbone.taps);
  opened.placed = { backend, backbone };
  return backbone;
}

function predictionsOf(
  posters: readonly { key: string; file: string }[],
  probabilities: Float32Array,
  classes: number,
): LoosePrediction[] {
  const predicted = argmaxRows(probabilities, classes);
  return posters.map(({ key, file }, row) => ({
    key,
    file,
    predicted: predicted[row],
    probabilities: probabilities.slice(row * classes, (row + 1) * classes),
  }));
}
