/** The one model ZIP that is open for prediction; it is put on the device at the first prediction. */
import { OnesheetError } from '../../core/errors';
import { argmaxRows } from '../../core/metrics';
import type { Progress } from '../../core/progress';
import { outputCount, placeHeads, type Head } from '../../core/heads';
import type { BackendChoice, DeviceInfo } from '../../core/run/run';
import type { PortableModel } from '../../ml/formats/portable-model';
import { readModel } from '../../ml/formats/read-model';
import type { DataApi, ComputeApi, LoosePrediction, ModelSummary } from '../protocol';
import type { CallContext, Remote } from '../rpc';
import type { SharedDevice } from './shared-device';
import { createPredictor, type PosterPredictions, type Predictor } from './predictor';
import { SerialQueue } from '../../core/serial-queue';

type Prediction = ComputeApi['predict']['result'];

/** The open model, and its predictor once it has been put on a device. */
interface Opened {
  model: PortableModel;
  choice: BackendChoice;
  placed: { device: DeviceInfo; predictor: Predictor } | null;
}

export class OpenModel {
  private opened: Opened | null = null;
  /** A model must not be closed while it predicts. */
  private readonly queue = new SerialQueue();

  constructor(private readonly device: SharedDevice) {}

  /** Opens a ZIP, replacing the open one. @throws OnesheetError those of `readModel`. */
  async open(file: Blob, choice: BackendChoice): Promise<ModelSummary> {
    const model = await readModel(file);
    await this.queue.do(async () => {
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
   * Classifies posters that the data worker has received.
   * @throws OnesheetError `model-missing` if none is open; `stopped`.
   */
  predict(
    posters: readonly { key: string; file: string }[],
    data: Remote<DataApi>,
    context: CallContext<Progress>,
  ): Promise<Prediction> {
    return this.queue.do(async () => {
      const opened = this.require();
      const { device, release } = await this.device.hold(opened.choice);
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

/** A restarted device is a new one: everything on the old one is lost. */
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
