/**
 * Which of our architectures a file's tensors are for, and how they are named: known by names and shapes alone, so
 * that it can be told from a header. What shapes do not tell (the activation, where a stride is, dropout) is taken as
 * its source has it.
 */
import { READABLE_NETWORKS } from '../../core/backbones/lookups';
import { OnesheetError } from '../../core/errors';
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import { parametersOf } from '../layers/parameters';
import type { FileKind } from './names/published-files';
import { fileShapes, type TensorNames } from './names/tensor-names';
import { knownFiles } from './published';

/** Every stage but this one has to fit. */
const HEAD = 'head';

export interface Recognised {
  /** With the classes of the file's own head, or with those asked for. */
  config: ArchitectureConfig;
  names: TensorNames;
  /** The file's own head has as many classes as asked for, or as it likes, and can be taken with the rest. */
  hasHead: boolean;
}

type Shapes = ReadonlyMap<string, readonly number[]>;

/** What files of a kind hold: the same whatever the classes are. */
interface Table extends FileKind<ArchitectureConfig> {
  title: string;
  /** All but the head's. */
  needed: ReadonlyMap<string, readonly number[]>;
  known: ReadonlySet<string>;
  /** The last layer's kernel with one class; null where the family has none. */
  last: { name: string; shape: readonly number[]; axis: number } | null;
}

let tables: readonly Table[] | null = null;

function tableOf(kind: FileKind<ArchitectureConfig>): Table {
  const { config, names } = kind;
  const architecture = architectureOf(config(1));
  const parameters = parametersOf(architecture);
  const shapes = fileShapes(architecture, names);
  const head = parameters.filter(({ stage }) => stage === HEAD);
  const inHead = new Set(head.map((parameter) => names.nameOf(parameter)));
  const kernel = head.find((one) => one.use === 'dense' && one.kind === 'kernel');
  const name = kernel && names.nameOf(kernel);
  const shape = name && shapes.get(name);
  return {
    ...kind,
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
  tables ??= knownFiles().map(tableOf);
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
    `Take weights of a ${READABLE_NETWORKS} as torchvision, timm or Keras names them.`,
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
