/**
 * A network whose every layer can be trained: named variables on the device, a forward pass that can start at any stage,
 * and stages that can be frozen. The batch norms of a frozen stage use their moving averages in training, too (as in
 * Keras, but not in tfjs-layers).
 */
import * as tf from '@tensorflow/tfjs-core';
import { OnesheetError } from '../../core/errors';
import { takeTensor, type Weights } from './weights';
import { firstLayerOf, layersOf, outputOf, valuesAt, type Architecture } from './architecture';
import { INPUT, type Layer } from './layer';
import type { NetworkOps } from './ops';
import { isTrained, parametersOf, type Parameter } from './parameters';
import { plainOps } from './plain-ops';
import { runLayers, type DropoutSource, type RunContext } from './run-layers';

export interface ForwardOptions {
  /** Uses batch statistics in the norms of unfrozen stages, and dropout. False by default. */
  training?: boolean;
  /** Needed in training if the network has dropout. */
  dropout?: DropoutSource;
  /** Norms use their moving averages even in unfrozen stages (for very small batches). False by default. */
  frozenNorms?: boolean;
}

export interface LoadOptions {
  /** Stages whose tensors are ignored, whether present or not: a head for other classes, for example. */
  except?: readonly string[];
}

export class TrainableNetwork {
  readonly parameters: readonly Parameter[];
  /** Every parameter on the device, by name. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  private readonly stageOf: ReadonlyMap<string, string>;
  private readonly frozen = new Set<string>();

  /**
   * Uploads weights to the current backend. At first, every stage can be trained.
   * @throws OnesheetError `weights-missing-tensor`, `weights-shape`, `weights-extra-tensor`, each naming the tensor.
   */
  constructor(
    readonly architecture: Architecture,
    weights: Weights,
    private readonly ops: NetworkOps = plainOps,
  ) {
    this.parameters = parametersOf(architecture);
    refuseExtra(weights, this.parameters, architecture.title);
    // all are checked before the first upload, so that a failure leaves nothing behind
    const checked = this.parameters.map(({ name, shape }) => takeTensor(weights, name, shape));
    this.variables = new Map(
      this.parameters.map(({ name, kind }, i) => [name, upload(checked[i].data, checked[i].shape, kind)]),
    );
    this.stageOf = new Map(
      architecture.stages.flatMap((stage) => stage.layers.map(({ name }) => [name, stage.name] as const)),
    );
  }

  /** Names of the stages, from the image to the logits. */
  get stages(): string[] {
    return this.architecture.stages.map(({ name }) => name);
  }

  /** Freezes every stage except these. @throws Error for a stage that the network does not have. */
  setTrainable(stages: readonly string[]): void {
    for (const stage of stages) this.position(stage);
    this.frozen.clear();
    for (const stage of this.stages) if (!stages.includes(stage)) this.frozen.add(stage);
    // for code that asks tfjs which variables to train
    for (const { name, kind, stage } of this.parameters)
      this.variable(name).trainable = isTrained(kind) && stages.includes(stage);
  }

  /** Trains only the last `count` stages: 1 for the head only. */
  setTrainableLast(count: number): void {
    this.setTrainable(this.stages.slice(Math.max(0, this.stages.length - count)));
  }

  isTrainable(stage: string): boolean {
    this.position(stage);
    return !this.frozen.has(stage);
  }

  /** The first stage that is trained; what comes before it can be computed once per image. Null if none is trained. */
  get firstTrainable(): string | null {
    return this.stages.find((stage) => !this.frozen.has(stage)) ?? null;
  }

  /** What an optimizer updates: kernels, biases, γ and β of the stages that are trained. */
  trainableVariables(): Map<string, tf.Variable> {
    const trained = this.parameters.filter(({ kind, stage }) => isTrained(kind) && !this.frozen.has(stage));
    return new Map(trained.map(({ name }) => [name, this.variable(name)]));
  }

  /**
   * The logits of images.
   * @param images `[batch, height, width, 3]`, normalised as the architecture says.
   * @returns `[batch, classes]`
   */
  forward(images: tf.Tensor4D, options: ForwardOptions = {}): tf.Tensor2D {
    const given = new Map([[INPUT, images]]);
    return this.run(
      layersOf(this.architecture),
      given,
      [outputOf(this.architecture)],
      options,
    )[0] as tf.Tensor2D;
  }

  /**
   * What the stages from `stage` on need to know of images: the activations at the cut, one or more tensors.
   * @throws Error for a stage that the network does not have.
   */
  activationsBefore(stage: string, images: tf.Tensor4D, options: ForwardOptions = {}): tf.Tensor[] {
    return this.activationsAt(firstLayerOf(this.architecture, stage), images, options);
  }

  /** The logits, from what {@link activationsBefore} returned for the same stage. */
  forwardFrom(stage: string, activations: readonly tf.Tensor[], options: ForwardOptions = {}): tf.Tensor2D {
    return this.forwardAt(firstLayerOf(this.architecture, stage), activations, options);
  }

  /** What the layers from number `cut` on need to know of images (`valuesAt`); owned by the caller. */
  activationsAt(cut: number, images: tf.Tensor4D, options: ForwardOptions = {}): tf.Tensor[] {
    const wanted = valuesAt(this.architecture, cut);
    const layers = layersOf(this.architecture).slice(0, cut);
    const values = this.run(layers, new Map([[INPUT, images]]), wanted, options);
    return values.map((value) => (value === images ? tf.clone(value) : value));
  }

  /** What the layers from number `cut` on need, computed from what those from number `from` on need; owned by the caller. */
  activationsBetween(
    from: number,
    cut: number,
    activations: readonly tf.Tensor[],
    options: ForwardOptions = {},
  ): tf.Tensor[] {
    const given = new Map(valuesAt(this.architecture, from).map((name, i) => [name, activations[i]]));
    const layers = layersOf(this.architecture).slice(from, cut);
    const values = this.run(layers, given, valuesAt(this.architecture, cut), options);
    return values.map((value) => (activations.includes(value) ? tf.clone(value) : value));
  }

  /** The logits, from what {@link activationsAt} returned for the same cut. */
  forwardAt(cut: number, activations: readonly tf.Tensor[], options: ForwardOptions = {}): tf.Tensor2D {
    const names = valuesAt(this.architecture, cut);
    if (names.length !== activations.length)
      throw new Error(`This cut reads ${names.length} values; ${activations.length} were given.`);
    const given = new Map(names.map((name, i) => [name, activations[i]]));
    const layers = layersOf(this.architecture).slice(cut);
    return this.run(layers, given, [outputOf(this.architecture)], options)[0] as tf.Tensor2D;
  }

  /**
   * Overwrites the variables. A recorded step must be recorded again afterwards.
   * @throws OnesheetError `weights-missing-tensor`, `weights-shape`, `weights-extra-tensor`, each naming the tensor; in
   *   that case nothing has changed.
   */
  load(weights: Weights, { except = [] }: LoadOptions = {}): void {
    refuseExtra(weights, this.parameters, this.architecture.title);
    const taken = this.parameters.filter(({ stage }) => !except.includes(stage));
    const checked = taken.map(({ name, shape }) => takeTensor(weights, name, shape));
    for (const [i, { name }] of taken.entries()) {
      const { data, shape } = checked[i];
      tf.tidy(() => this.variable(name).assign(tf.tensor(data.slice(), shape)));
    }
  }

  /** The current values of all parameters. */
  async weights(): Promise<Weights> {
    const entries = await Promise.all(
      this.parameters.map(async ({ name, shape }) => {
        const data = await this.variable(name).data<'float32'>();
        return [name, { dtype: 'F32' as const, shape, data: new Float32Array(data) }] as const;
      }),
    );
    return new Map(entries);
  }

  dispose(): void {
    for (const variable of this.variables.values()) variable.dispose();
  }

  private variable(name: string): tf.Variable {
    const variable = this.variables.get(name);
    if (!variable) throw new Error(`${this.architecture.title} has no parameter "${name}".`);
    return variable;
  }

  private position(stage: string): number {
    const index = this.stages.indexOf(stage);
    if (index === -1) throw new Error(`${this.architecture.title} has no stage "${stage}".`);
    return index;
  }

  private run(
    layers: readonly Layer[],
    given: ReadonlyMap<string, tf.Tensor>,
    wanted: readonly string[],
    { training = false, frozenNorms = false, dropout }: ForwardOptions,
  ): tf.Tensor[] {
    if (training && !dropout && layers.some((layer) => this.drops(layer)))
      throw new Error(`${this.architecture.title} has dropout: training it needs a source of masks.`);
    const context: RunContext = {
      ops: this.ops,
      variable: (name) => this.variable(name),
      usesBatchStatistics: (norm) => training && !frozenNorms && !this.isFrozenLayer(norm),
      dropoutFor: (layer) => (training && dropout && !this.isFrozenLayer(layer) ? dropout : null),
    };
    return tf.tidy(() => runLayers(layers, given, wanted, context));
  }

  private isFrozenLayer(layer: string): boolean {
    return this.frozen.has(this.stageOf.get(layer) ?? '');
  }

  private drops(layer: Layer): boolean {
    return layer.op === 'dropout' && !this.isFrozenLayer(layer.name);
  }
}

function upload(data: Float32Array<ArrayBuffer>, shape: number[], kind: Parameter['kind']): tf.Variable {
  // the cpu backend keeps the array that it is given, so training would write into the caller's without a copy
  return tf.tidy(() => tf.variable(tf.tensor(data.slice(), shape, 'float32'), isTrained(kind)));
}

function refuseExtra(weights: Weights, parameters: readonly Parameter[], title: string): void {
  const known = new Set(parameters.map(({ name }) => name));
  const extra = [...weights.keys()].find((name) => !known.has(name));
  if (extra !== undefined)
    throw new OnesheetError(
      'weights-extra-tensor',
      `The weights hold a tensor "${extra}", which ${title} does not have.`,
      'Take weights that were made for this backbone.',
    );
}
