/**
 * Which of our architectures a file's tensors are for, and where each of them is: known by names and shapes alone, so
 * that it can be told from a header. What shapes do not tell (the activation, where a stride is, dropout) is taken as
 * its source has it.
 */
import { READABLE_NETWORKS } from '../../core/backbones/lookups';
import { OnesheetError } from '../../core/errors';
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import { parametersOf } from '../layers/parameters';
import { kerasIndex, namingsOf, type KerasIndex, type Naming, type Shapes } from './by-name';
import { byOrder, fileLayers, foldedNorm, sameShape } from './by-order';
import { fileTables, type FileTable } from './file-table';
import { fileShapes, type TensorNames } from './names/tensor-names';
import { BATCH_COUNTERS } from './names/torch';
import { tensorSource, type Sources, type TensorSource } from './sources';

export interface Recognised {
  /** With the classes of the file's own head, or with those asked for. */
  config: ArchitectureConfig;
  names: TensorNames;
  /** The file's own head has as many classes as asked for, or as it likes, and can be taken with the rest. */
  hasHead: boolean;
  /** Where every tensor is that the network needs, its head's too where that can be taken. */
  sources: Sources;
  /** What else is in the file, by its layers or modules: a head of somebody's own, an optimizer's state. */
  leftOut: string[];
}

interface Fit {
  sources: Map<string, TensorSource>;
  naming: Naming | null;
}

/** A kind of file that does not fit, and how nearly it does. */
interface Misfit {
  fits: number;
  title: string;
  wrong: string;
}

/**
 * @param shapes The file's tensors, as the file names and lays them out.
 * @param classes Of the head that is wanted; the file's own where missing.
 * @throws OnesheetError `weights-extra-tensor` where no architecture here has these tensors, naming the tensor that
 *   the closest one lacks or has otherwise.
 */
export function recognise(shapes: Shapes, classes?: number): Recognised {
  const spelled = kerasIndex(shapes);
  let best: { table: FileTable; fit: Fit } | null = null;
  let closest: Misfit | null = null;
  for (const table of fileTables()) {
    const found = byName(shapes, table, spelled);
    if ('wrong' in found) {
      if (!closest || found.fits > closest.fits) closest = found;
    } else if (!best || found.sources.size > best.fit.sources.size) best = { table, fit: found };
  }
  best ??= inOrder(shapes);
  if (best) return recognised(shapes, best.table, best.fit, spelled, classes);
  throw new OnesheetError(
    'weights-extra-tensor',
    closest && closest.fits > 0
      ? `The weights are of none of the networks here: closest is ${closest.title}, but for the tensor "${closest.wrong}".`
      : `The weights are of none of the networks here; their first tensor is "${[...shapes.keys()][0] ?? ''}".`,
    `Take weights of a ${READABLE_NETWORKS} as torchvision, timm or Keras names them.`,
  );
}

/** By the naming that fits best; the first of equals. */
function byName(shapes: Shapes, table: FileTable, spelled: KerasIndex): Fit | Misfit {
  let closest: Misfit | null = null;
  for (const naming of namingsOf(shapes, table, spelled)) {
    const found = compare(shapes, table, naming);
    if (!('wrong' in found)) return found;
    if (!closest || found.fits > closest.fits) closest = found;
  }
  return closest ?? { fits: 0, title: table.title, wrong: '' };
}

/** Every tensor outside the head has to be there in its shape, and nothing more that belongs to the network. */
function compare(shapes: Shapes, table: FileTable, naming: Naming): Fit | Misfit {
  const sources = new Map<string, TensorSource>();
  for (const [name, shape] of table.needed) {
    const found = naming.find(name);
    if (found !== undefined && sameShape(shapes.get(found), shape)) sources.set(name, tensorSource(found));
  }
  const fits = sources.size;
  takeFoldedNorms(sources, shapes, table, naming);
  const wrong =
    [...table.needed.keys()].find((name) => !sources.has(name)) ?? strayOf(shapes, sources, table, naming);
  return wrong === undefined ? { sources, naming } : { fits, title: table.title, wrong };
}

/** Exporters fold a norm into the convolution before it: no tensor of the norm is left, and the convolution has a bias. */
function takeFoldedNorms(
  sources: Map<string, TensorSource>,
  shapes: Shapes,
  { layers, names }: FileTable,
  naming: Naming,
): void {
  if (names.framework !== 'torch') return;
  for (const { tensors, norm } of layers) {
    const kernel = tensors.get('kernel');
    if (!kernel || tensors.has('bias') || norm === null) continue;
    const bias = naming.find(kernel.name.replace(/weight$/, 'bias'));
    const isGone = [...layers[norm].tensors.values()].every(({ name }) => naming.find(name) === undefined);
    const [beta] = [layers[norm].tensors.get('beta')];
    if (bias === undefined || !isGone || !beta || !sameShape(shapes.get(bias), beta.shape)) continue;
    for (const [name, source] of foldedNorm(layers[norm], bias)) sources.set(name, source);
  }
}

/** A tensor of the network's own layers that this kind of file has no place for. */
function strayOf(shapes: Shapes, sources: Sources, { head }: FileTable, naming: Naming): string | undefined {
  const used = usedNames(sources);
  for (const name of head.keys()) {
    const found = naming.find(name);
    if (found !== undefined) used.add(found);
  }
  return [...shapes.keys()].find(
    (name) => !used.has(name) && !BATCH_COUNTERS.test(name) && naming.isWithin(name),
  );
}

function usedNames(sources: Sources): Set<string> {
  return new Set([...sources.values()].flatMap((one) => (one.kind === 'tensor' ? [one.name] : [])));
}

function inOrder(shapes: Shapes): { table: FileTable; fit: Fit } | null {
  const layers = fileLayers(shapes);
  for (const table of fileTables()) {
    const sources = byOrder(layers, table);
    if (sources) return { table, fit: { sources: new Map(sources), naming: null } };
  }
  return null;
}

function recognised(
  shapes: Shapes,
  table: FileTable,
  { sources, naming }: Fit,
  spelled: KerasIndex,
  classes: number | undefined,
): Recognised {
  const own = naming && classesOf(shapes, table, naming);
  const hasHead = own !== null && own === (classes ?? own);
  const config = table.config(classes ?? own ?? 1);
  if (hasHead) for (const [name, source] of headSources(table, config, naming)) sources.set(name, source);
  const moduleOf = (name: string) => naming?.moduleOf(name) ?? moduleOfName(name, spelled);
  return { config, names: table.names, hasHead, sources, leftOut: leftOutOf(shapes, sources, moduleOf) };
}

/** Outputs of the file's last layer, where it is named as ours and the whole head is there; else null. */
function classesOf(shapes: Shapes, table: FileTable, naming: Naming): number | null {
  const { last } = table;
  const name = last && naming.find(last.name);
  const found = name === null || name === undefined ? undefined : shapes.get(name);
  if (!last || !found || found.length !== last.shape.length) return null;
  if (!found.every((size, i) => i === last.axis || size === last.shape[i])) return null;
  const classes = found[last.axis];
  const expected = fileShapes(architectureOf(table.config(classes)), table.names);
  const isWhole = [...table.head.keys()].every((one) => {
    const [theirs, ours] = [naming.find(one), expected.get(one)];
    return theirs !== undefined && ours !== undefined && sameShape(shapes.get(theirs), ours);
  });
  return isWhole ? classes : null;
}

function headSources(
  table: FileTable,
  config: ArchitectureConfig,
  naming: Naming | null,
): [string, TensorSource][] {
  const head = parametersOf(architectureOf(config)).filter(({ stage }) => stage === 'head');
  return head.flatMap((parameter) => {
    const name = table.names.nameOf(parameter);
    const found = naming?.find(name);
    return found === undefined ? [] : [[name, tensorSource(found)] as [string, TensorSource]];
  });
}

function moduleOfName(name: string, spelled: KerasIndex): string {
  const layer = spelled.get(name)?.layer ?? '';
  return layer === '' ? name.split('.').slice(0, -1).join('.') : layer;
}

/** Each layer or module once, in the order of the file. */
function leftOutOf(shapes: Shapes, sources: Sources, moduleOf: (name: string) => string): string[] {
  const used = usedNames(sources);
  const rest = [...shapes.keys()].filter((name) => !used.has(name) && !BATCH_COUNTERS.test(name));
  return [...new Set(rest.map(moduleOf))];
}
