/**
 * A network whose head reads several of its layers: their averages over the image, joined and standardised, as the
 * features of a frozen backbone are. So what a head has learned on features goes on where its backbone is trained too.
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

/** The network without what no tap needs, and with this head in place of its own. */
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

/** A tap is averaged where it is, so that of a frozen one no more than that is kept. */
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

/** Channels of what a layer of a network gives. @throws Error where there is no such layer. */
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
