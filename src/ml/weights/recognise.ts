/**
 * Which of our architectures a file's tensors are for, and how they are named: known by names and shapes alone, so
 * that it can be told from a header. What shapes do not tell (the activation, where a stride is, dropout) is taken as
 * its source has it.
 */
import { OnesheetError } from '../../core/errors';
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import { parametersOf } from '../layers/parameters';
import { MOBILENET_V1_KERAS } from './names/mobilenet-v1';
import { MOBILENET_V2_KERAS, MOBILENET_V2_TIMM, MOBILENET_V2_TORCHVISION } from './names/mobilenet-v2';
import { MOBILENET_V3_TIMM, MOBILENET_V3_TORCHVISION } from './names/mobilenet-v3';
import { RESNET_NAMES } from './names/resnet';
import { RESNET_KERAS } from './names/resnet-keras';
import { RESNET_V2_NAMES } from './names/resnet-v2';
import { RESNET_V2_KERAS } from './names/resnet-v2-keras';
import { fileShapes, type TensorNames } from './names/tensor-names';
import { vggNames } from './names/vgg';
import { VGG_KERAS } from './names/vgg-keras';

/** Every stage but this one has to fit. */
const HEAD = 'head';

export interface Recognised {
  /** With the classes of the file's own head, or with those asked for. */
  config: ArchitectureConfig;
  names: TensorNames;
  /** The file's own head has as many classes as asked for, or as it likes, and can be taken with the rest. */
  hasHead: boolean;
}

interface Candidate {
  config: (classes: number) => ArchitectureConfig;
  names: TensorNames;
}

type Shapes = ReadonlyMap<string, readonly number[]>;

/** Widths that weights have been published for. */
const WIDTHS = { v1: [0.25, 0.5, 0.75, 1], v2: [0.35, 0.5, 0.75, 1, 1.3, 1.4] } as const;

function candidates(): Candidate[] {
  const resNets = (['resnet18', 'resnet34', 'resnet50', 'wide-resnet50-2'] as const).flatMap((size) =>
    [false, true].flatMap((tweakC) =>
      [false, true].map((tweakD) => ({
        config: (classes: number) => ({ family: 'resnet', size, classes, tweakC, tweakD }) as const,
        names: RESNET_NAMES,
      })),
    ),
  );
  const v2Names = [
    ['torch', MOBILENET_V2_TORCHVISION],
    ['torch', MOBILENET_V2_TIMM],
    ['keras', MOBILENET_V2_KERAS],
  ] as const;
  return [
    ...resNets,
    {
      config: (classes) => ({ family: 'resnet-v2', size: 'resnet50-v2', classes }),
      names: RESNET_V2_NAMES,
    },
    {
      config: (classes) => ({ family: 'resnet-v2', size: 'resnet50-v2', classes, source: 'keras' }),
      names: RESNET_V2_KERAS,
    },
    {
      config: (classes) => ({ family: 'vgg', size: 'vgg16', classes, top: { kind: 'average' } }),
      names: vggNames({ top: { kind: 'average' } }),
    },
    {
      config: (classes) => ({ family: 'resnet', size: 'resnet50', classes, tweakB: false }),
      names: RESNET_KERAS,
    },
    {
      config: (classes) => ({ family: 'vgg', size: 'vgg16', classes, top: { kind: 'average' } }),
      names: VGG_KERAS,
    },
    ...WIDTHS.v1.map((width) => ({
      config: (classes: number) => ({ family: 'mobilenet-v1', width, classes }) as const,
      names: MOBILENET_V1_KERAS,
    })),
    ...WIDTHS.v2.flatMap((width) =>
      v2Names.map(([source, names]) => ({
        config: (classes: number) => ({ family: 'mobilenet-v2', width, classes, source }) as const,
        names,
      })),
    ),
    {
      config: (classes) => ({ family: 'mobilenet-v3', size: 'small', classes, source: 'torchvision' }),
      names: MOBILENET_V3_TORCHVISION,
    },
    {
      config: (classes) => ({ family: 'mobilenet-v3', size: 'small', classes, source: 'timm' }),
      names: MOBILENET_V3_TIMM,
    },
  ];
}

/** What a candidate's files hold: the same whatever the classes are. */
interface Table extends Candidate {
  title: string;
  /** All but the head's. */
  needed: ReadonlyMap<string, readonly number[]>;
  known: ReadonlySet<string>;
  /** The last layer's kernel with one class; null where the family has none. */
  last: { name: string; shape: readonly number[]; axis: number } | null;
}

let tables: readonly Table[] | null = null;

function tableOf(candidate: Candidate): Table {
  const { config, names } = candidate;
  const architecture = architectureOf(config(1));
  const parameters = parametersOf(architecture);
  const shapes = fileShapes(architecture, names);
  const head = parameters.filter(({ stage }) => stage === HEAD);
  const inHead = new Set(head.map((parameter) => names.nameOf(parameter)));
  const kernel = head.find(({ use, kind }) => use === 'dense' && kind === 'kernel');
  const name = kernel && names.nameOf(kernel);
  const shape = name && shapes.get(name);
  return {
    ...candidate,
    title: architecture.title,
    needed: new Map([...shapes].filter(([one]) => !inHead.has(one))),
    known: new Set(shapes.keys()),
    // with one class, the axis of the outputs is the one of size 1 beside the features'
    last: shape ? { name, shape, axis: names.framework === 'torch' ? 0 : shape.length - 1 } : null,
  };
}

/**
 * @param shapes The file's tensors, as the file names and lays them out.
 * @param classes Of the head that is wanted; the file's own where missing.
 * @throws OnesheetError `weights-extra-tensor` where no architecture here has these tensors, naming the tensor that
 *   the closest one lacks or has otherwise.
 */
export function recognise(shapes: Shapes, classes?: number): Recognised {
  tables ??= candidates().map(tableOf);
  let closest: { fits: number; title: string; wrong: string } | null = null;
  for (const table of tables) {
    const { fits, wrong } = compare(shapes, table);
    if (wrong === null) {
      const own = classesOf(shapes, table);
      const config = table.config(classes ?? own ?? 1);
      return { config, names: table.names, hasHead: own !== null && own === (classes ?? own) };
    }
    if (!closest || fits > closest.fits) closest = { fits, title: table.title, wrong };
  }
  throw new OnesheetError(
    'weights-extra-tensor',
    closest && closest.fits > 0
      ? `The weights are of none of the networks here: closest is ${closest.title}, but for the tensor "${closest.wrong}".`
      : `The weights are of none of the networks here; their first tensor is "${[...shapes.keys()][0] ?? ''}".`,
    'Take weights of a ResNet, VGG16 or MobileNet as torchvision, timm or Keras names them.',
  );
}

/** How many tensors fit outside the head, and the first that does not. */
function compare(shapes: Shapes, { needed, known, names }: Table): { fits: number; wrong: string | null } {
  const unfit = [...needed].filter(([name, shape]) => !sameShape(shapes.get(name), shape));
  const unknown = [...shapes.keys()].find((name) => !known.has(name) && !names.ignored.test(name));
  return { fits: needed.size - unfit.length, wrong: unfit[0]?.[0] ?? unknown ?? null };
}

/** Outputs of the file's last layer, where it is named as ours and reads as many features; else null. */
function classesOf(shapes: Shapes, { last }: Table): number | null {
  const found = last && shapes.get(last.name);
  if (!found || found.length !== last.shape.length) return null;
  return found.every((size, i) => i === last.axis || size === last.shape[i]) ? found[last.axis] : null;
}

function sameShape(a: readonly number[] | undefined, b: readonly number[]): boolean {
  return a !== undefined && a.length === b.length && a.every((size, axis) => size === b[axis]);
}
