/**
 * The compute worker: what the worker does for the page, put together from its rooms. One training at a time; what else
 * is asked for meanwhile runs on the training's device.
 */
import { OnesheetError } from '../../core/errors';
import { summaryOf, type Run } from '../../core/run/run';
import { listModel } from '../../ml/formats/list-model';
import { RunStore } from '../../storage/runs';
import type { RateCurve } from '../../core/run/rate-curve';
import type { BackendChoice, DataApi, ComputeApi, FinderEvent, TrainEvent } from '../protocol';
import { connect, type CallContext, type Implementation, type Remote } from '../rpc';
import { BackboneRoom } from './backbone-room';
import { DeviceRoom } from './device-room';
import { findLearningRate } from './find-learning-rate';
import { exportRun, ModelRoom } from './model-room';
import { PauseGate } from './pause-gate';
import { holdRunLock, markInterrupted } from './run-lock';
import type { TrainingRooms } from './train/strategy';
import { Training } from './training';
import { WeightsRoom } from './weights-room';

/** What `attach` brings. */
interface Attached {
  data: Remote<DataApi>;
  backbones: BackboneRoom;
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

function busy(message: string): OnesheetError {
  return new OnesheetError('training-busy', message, 'Wait for it, or stop it first.', {
    where: { workspace: 'train' },
  });
}

export class Compute {
  private readonly devices = new DeviceRoom();
  private readonly models = new ModelRoom(this.devices);
  private readonly weights = new WeightsRoom(() => this.room().backbones);
  private runs: Promise<RunStore> | null = null;
  private attached: Attached | null = null;
  private current: CurrentTraining | null = null;

  attach(port: MessagePort, base: string): void {
    this.attached = { data: connect<DataApi>(port), backbones: new BackboneRoom(base) };
  }

  async train(
    { recipe, backend, experiment }: ComputeApi['train']['args'],
    context: CallContext<TrainEvent>,
  ): Promise<Run> {
    const gate = new PauseGate(context.signal, (paused) =>
      context.emit({ kind: paused ? 'paused' : 'resumed' }),
    );
    const id = newRunId();
    return this.alone({ busy: 'A training is going on already.', id, gate }, async () => {
      const unlock = holdRunLock(id);
      try {
        return await this.onDevice(backend, async (rooms) =>
          new Training(
            recipe,
            { ...rooms, runs: await this.store(), id, gate, experiment },
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
    return this.alone({ busy: 'A learning rate is being looked for.', id: null, gate: null }, () =>
      this.onDevice(backend, (rooms) => findLearningRate(recipe, rooms, context)),
    );
  }

  /** One at a time. */
  private async alone<T>(current: CurrentTraining, work: () => Promise<T>): Promise<T> {
    if (this.current) throw busy(this.current.busy);
    this.current = current;
    try {
      return await work();
    } finally {
      this.current = null;
    }
  }

  private async onDevice<T>(
    choice: BackendChoice,
    work: (rooms: Omit<TrainingRooms, 'gate'>) => Promise<T>,
  ): Promise<T> {
    const attached = this.room();
    const { device, release } = await this.devices.hold(choice);
    try {
      return await work({ ...attached, weights: this.weights, device });
    } finally {
      release();
    }
  }

  /** The methods, as they are served. */
  implementation(): Implementation<ComputeApi> {
    return {
      attach: ({ data, base }) => {
        this.attach(data, base);
        return null;
      },
      backends: () => this.devices.report(),
      train: (args, context) => this.train(args, context),
      findLearningRate: (args, context) => this.findLearningRate(args, context),
      pause: () => {
        this.current?.gate?.shut();
        return null;
      },
      resume: () => {
        this.current?.gate?.open();
        return null;
      },
      runs: async () => markInterrupted(await (await this.store()).list(), this.current?.id ?? null),
      run: async ({ id }) => {
        const { run } = await (await this.store()).get(id);
        const [marked] = await markInterrupted([run], this.current?.id ?? null);
        return marked;
      },
      deleteRun: async ({ id }) => {
        if (this.current?.id === id) throw busy('This run is going on.');
        await (await this.store()).delete(id);
        return null;
      },
      renameRun: async ({ id, title }) => {
        const store = await this.store();
        const summary = summaryOf((await store.get(id)).run);
        await store.putSummary({ ...summary, recipe: { ...summary.recipe, title } });
        return null;
      },
      exportModel: async ({ id }, { emit }) => {
        const { run, trained } = await (await this.store()).get(id);
        return exportRun(run, trained, this.room().backbones, emit);
      },
      listModel: ({ file }) => listModel(file),
      openModel: ({ file, backend }) => this.models.open(file, backend),
      predict: ({ posters }, context) => this.models.predict(posters, this.room().data, context),
      weights: () => this.weights.list(),
      addWeights: ({ input }, { signal, emit }) => this.weights.add(input, { signal, report: emit }),
      removeWeights: async ({ id }) => {
        await this.weights.remove(id);
        return null;
      },
      hubSize: ({ hub }, { signal, emit }) => this.weights.hubSize(hub, { signal, report: emit }),
      fetchHub: ({ hub }, { signal, emit }) => this.weights.fetchHub(hub, { signal, report: emit }),
    };
  }

  private room(): Attached {
    if (!this.attached) throw new Error('The compute worker was asked to work before it was attached.');
    return this.attached;
  }

  private store(): Promise<RunStore> {
    this.runs ??= RunStore.open();
    return this.runs;
  }
}
