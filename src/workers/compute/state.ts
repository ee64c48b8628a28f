/**
 * All that the compute worker holds, and the work that moves weights. One training at a time; what else is asked for
 * meanwhile runs on the training's device.
 */
import { OnesheetError } from '../../core/errors';
import type { RateCurve } from '../../core/run/rate-curve';
import type { Run } from '../../core/run/run';
import { RunStore } from '../../storage/runs';
import type { BackendChoice, DataApi, ComputeApi, FinderEvent, TrainEvent } from '../protocol';
import { connect, type CallContext, type Remote } from '../rpc';
import { OpenModel } from './open-model';
import { SharedDevice } from './shared-device';
import { findLearningRate } from './train/find-learning-rate';
import { PauseGate } from './train/pause-gate';
import { holdRunLock } from './train/run-lock';
import type { TrainingResources } from './train/strategy';
import { Training } from './train/training';
import { BackboneCache } from './weights/backbone-cache';
import { PretrainedWeights } from './weights/pretrained-weights';

/** What `attach` brings. */
interface Attachment {
  data: Remote<DataApi>;
  backbones: BackboneCache;
}

/** What weights are being moved for: a training, or the search for a learning rate. */
interface CurrentTraining {
  /** Why nothing else can begin. */
  busy: string;
  /** The run's; null for none. */
  id: string | null;
  /** Null where it cannot be paused. */
  gate: PauseGate | null;
}

function newRunId(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  // `randomUUID` is missing where the page is not served over https
  const [random] = crypto.getRandomValues(new Uint32Array(1));
  return `${time}-${random.toString(16).padStart(8, '0')}`;
}

export function busy(message: string): OnesheetError {
  return new OnesheetError('training-busy', message, 'Wait for it, or stop it first.', {
    where: { workspace: 'train' },
  });
}

export class ComputeState {
  readonly device = new SharedDevice();
  readonly model = new OpenModel(this.device);
  readonly weights = new PretrainedWeights(() => this.attached().backbones);
  private runs: Promise<RunStore> | null = null;
  private attachment: Attachment | null = null;
  private running: CurrentTraining | null = null;

  attach(port: MessagePort, base: string): void {
    this.attachment = { data: connect<DataApi>(port), backbones: new BackboneCache(base) };
  }

  async train(
    { recipe, backend, experiment }: ComputeApi['train']['args'],
    context: CallContext<TrainEvent>,
  ): Promise<Run> {
    const gate = new PauseGate(context.signal, (paused) =>
      context.emit({ kind: paused ? 'paused' : 'resumed' }),
    );
    const id = newRunId();
    return this.exclusively({ busy: 'A training is going on already.', id, gate }, async () => {
      const unlock = holdRunLock(id);
      try {
        return await this.onDevice(backend, async (resources) =>
          new Training(
            recipe,
            { ...resources, runs: await this.store(), id, gate, experiment },
            context,
          ).carryOut(),
        );
      } finally {
        unlock();
      }
    });
  }

  findLearningRate(
    { recipe, backend }: ComputeApi['findLearningRate']['args'],
    context: CallContext<FinderEvent>,
  ): Promise<RateCurve> {
    return this.exclusively({ busy: 'A learning rate is being looked for.', id: null, gate: null }, () =>
      this.onDevice(backend, (resources) => findLearningRate(recipe, resources, context)),
    );
  }

  /** One at a time. */
  private async exclusively<T>(current: CurrentTraining, work: () => Promise<T>): Promise<T> {
    if (this.running) throw busy(this.running.busy);
    this.running = current;
    try {
      return await work();
    } finally {
      this.running = null;
    }
  }

  private async onDevice<T>(
    choice: BackendChoice,
    work: (resources: Omit<TrainingResources, 'gate'>) => Promise<T>,
  ): Promise<T> {
    const attached = this.attached();
    const { device, release } = await this.device.hold(choice);
    try {
      return await work({ ...attached, weights: this.weights, device });
    } finally {
      release();
    }
  }

  /** What `attach` brought. */
  attached(): Attachment {
    if (!this.attachment) throw new Error('The compute worker was asked to work before it was attached.');
    return this.attachment;
  }

  /** What weights are being moved for; null where nothing is trained. */
  get current(): CurrentTraining | null {
    return this.running;
  }

  store(): Promise<RunStore> {
    this.runs ??= RunStore.open();
    return this.runs;
  }
}
