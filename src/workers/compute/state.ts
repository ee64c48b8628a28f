/**
 * Everything that the compute worker holds, and the work that updates weights. One run is trained at a time; other work
 * meanwhile uses the same device.
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

/** What `attach` provides. */
interface Attachment {
  data: Remote<DataApi>;
  backbones: BackboneCache;
}

/** The work that updates weights: training a run, or searching for a learning rate. */
interface CurrentTraining {
  /** Why nothing else can start. */
  busy: string;
  /** Id of the run; null if it is not a run. */
  id: string | null;
  /** Null if the work cannot be paused. */
  gate: PauseGate | null;
}

function newRunId(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  // `randomUUID` is missing if the page is not served over https
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
    return this.exclusively({ busy: 'Another run is being trained.', id, gate }, async () => {
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
    return this.exclusively(
      { busy: 'A search for a learning rate is under way.', id: null, gate: null },
      () => this.onDevice(backend, (resources) => findLearningRate(recipe, resources, context)),
    );
  }

  /** Runs the work, or throws if other such work is under way. */
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

  /** What `attach` has provided. */
  attached(): Attachment {
    if (!this.attachment) throw new Error('The compute worker was asked to work before it was attached.');
    return this.attachment;
  }

  /** The work that updates weights; null if there is none. */
  get current(): CurrentTraining | null {
    return this.running;
  }

  store(): Promise<RunStore> {
    this.runs ??= RunStore.open();
    return this.runs;
  }
}
