/**
 * A network whose head reads several of its layers: their averages over the image, concatenated and standardised like
 * the features of a frozen backbone. A head trained on features can therefore be trained further with its backbone.
 */
import type { Architecture, Stage } from '../layers/architecture';
import { layersOf } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { inputsOf, type Layer } from '../layers/layer';

export interface TappedHead {
  /** Names of layers. */
  taps: readonly string[];
  outputs: number;
  dropout: number;
  /** Width of one hidden ReLU layer; 0 for none. */
  hidden: number;
}

/** The network without the layers that no tap needs, with this head instead of its own. */
export function withTappedHead(architecture: Architecture, head: TappedHead): Architecture {
  const layers = layersOf(architecture);
  const needed = new Set(head.taps);
  for (const layer of layers.toReversed())
    if (needed.has(layer.name)) for (const input of inputsOf(layer)) needed.add(input);
  const stages = architecture.stages
    .map((stage) => ({
      ...stage,
      layers: stage.layers
        .filter(({ name }) => needed.has(name))
        .flatMap((layer) => withAverage(layer, head)),
    }))
    .filter((stage) => stage.layers.length > 0);
  return { ...architecture, stages: [...stages, headStage(layers, head)] };
}

/** Averages a tap right where it is computed, so that for a frozen tap only the average is kept. */
function withAverage(layer: Layer, { taps }: TappedHead): Layer[] {
  if (!taps.includes(layer.name)) return [layer];
  return [layer, { op: 'global-average-pool', name: averageOf(layer.name), input: layer.name }];
}

function averageOf(tap: string): string {
  return `average/${tap}`;
}

function headStage(layers: readonly Layer[], { taps, outputs, dropout, hidden }: TappedHead): Stage {
  const builder = new StageBuilder(new Map(taps.map((tap) => [averageOf(tap), channelsOf(layers, tap)])));
  builder.stage('head');
  const averages = taps.map(averageOf);
  let last = averages.length > 1 ? builder.concat('features', averages) : averages[0];
  last = builder.standardise('standardised', last);
  last = builder.dropout('dropout', last, dropout);
  if (hidden > 0) last = builder.dense('hidden', last, hidden, 'relu');
  builder.dense('predictions', last, outputs);
  return builder.stages[0];
}

/** Number of channels of a layer's output. @throws Error if there is no such layer. */
function channelsOf(layers: readonly Layer[], name: string): number {
  const layer = layers.find((one) => one.name === name);
  if (!layer) throw new Error(`There is no layer "${name}".`);
  switch (layer.op) {
    case 'convolution':
    case 'dense':
      return layer.out;
    case 'depthwise':
    case 'norm':
    case 'squeeze-excite':
    case 'standardise':
      return layer.channels;
    case 'concat':
      return layer.inputs.reduce((sum, input) => sum + channelsOf(layers, input), 0);
    case 'add':
      return channelsOf(layers, layer.inputs[0]);
    default:
      return channelsOf(layers, layer.input);
  }
}
