/**
 * Fresh weights, drawn as the architecture's source draws them. Every tensor has its own random stream, so that a seed
 * gives a stage the same weights whatever comes before it.
 */
import { Random } from '../../core/random';
import { sizeOf, type Weights } from './weights';
import type { Architecture, Initialisation } from './architecture';
import { parametersOf, type Parameter } from './parameters';

type Draw = () => number;

/**
 * Initial values of an architecture's parameters; a seed gives the same ones everywhere.
 * @param stages Draws only these stages: those without pretrained weights. By default all.
 */
export function initialWeights(
  architecture: Architecture,
  seed: number,
  stages?: readonly string[],
): Weights {
  const drawn = parametersOf(architecture).filter(({ stage }) => stages?.includes(stage) ?? true);
  return new Map(
    drawn.map((parameter) => {
      const draw = drawFor(
        parameter,
        architecture.initialisation,
        new Random(seed, `init/${parameter.name}`),
      );
      const data = new Float32Array(sizeOf(parameter.shape));
      for (let i = 0; i < data.length; i++) data[i] = draw();
      return [parameter.name, { dtype: 'F32', shape: parameter.shape, data }];
    }),
  );
}

function drawFor(parameter: Parameter, { convolution, dense }: Initialisation, random: Random): Draw {
  const { kind, use, fanIn, shape, zero } = parameter;
  if (kind === 'gamma') return () => (zero ? 0 : 1);
  if (kind === 'movingVariance') return () => 1;
  const drawn = use === 'dense' ? dense : convolution;
  if (kind === 'bias' && drawn === 'fan-in') return uniform(random, 1 / Math.sqrt(fanIn));
  if (kind !== 'kernel') return () => 0;
  const fanOut = (sizeOf(shape) / fanIn) * (use === 'dense' ? 1 : shape[0] * shape[1]);
  const draws: Record<typeof drawn, () => Draw> = {
    kaiming: () => normal(random, Math.sqrt(2 / fanOut)),
    glorot: () => uniform(random, Math.sqrt(6 / (fanIn + fanOut))),
    'fan-in': () => uniform(random, 1 / Math.sqrt(fanIn)),
    normal: () => normal(random, 0.01),
  };
  return draws[drawn]();
}

function uniform(random: Random, bound: number): Draw {
  return () => random.between(-bound, bound);
}

function normal(random: Random, deviation: number): Draw {
  return () => random.normal() * deviation;
}
