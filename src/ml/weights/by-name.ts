/**
 * Finds a network's tensors in a file by their names, through what people and programs put around them: a prefix
 * (`module.`, `model.`, `_orig_mod.`, a network inside another), the names of former versions of Keras, the numbers of
 * a second build (`Conv1_1`).
 */
import { kerasName, kerasText, withoutBuildNumber, type KerasName } from './names/keras-spelling';
import type { FileTable, Shape } from './file-table';

export type Shapes = ReadonlyMap<string, Shape>;

/** One way to read a file: where each of a kind's names is found in it. */
export interface Naming {
  /** The file's name of a tensor that a kind calls so; undefined where the file has none. */
  find(name: string): string | undefined;
  /**
   * True for a tensor that belongs to the network's own layers, though this kind has no such one: the file is of a
   * deeper network, or of another one.
   */
  isWithin(fileName: string): boolean;
  /** What a tensor belongs to, in a word for a person: its layer, or the part of a checkpoint that it is in. */
  moduleOf(fileName: string): string;
}

/** The ways in which a file's names may be those of a kind; at least one. */
export function namingsOf(shapes: Shapes, table: FileTable, spelled: KerasIndex): Naming[] {
  return table.names.framework === 'torch' ? torchNamings(shapes, table) : [kerasNaming(table, spelled)];
}

function torchNamings(shapes: Shapes, { needed }: FileTable): Naming[] {
  const roots = new Set([...needed.keys()].map(firstPart));
  return [...prefixesOf(shapes, [...needed.keys()])].map((prefix) => ({
    find: (name) => (shapes.has(prefix + name) ? prefix + name : undefined),
    isWithin: (name) => name.startsWith(prefix) && roots.has(firstPart(name.slice(prefix.length))),
    moduleOf: (name) => firstPart(name.startsWith(prefix) ? name.slice(prefix.length) : name),
  }));
}

function firstPart(name: string): string {
  return name.split('.')[0];
}

/** Whatever stands before two far-apart tensors of the network; none stands first. */
function prefixesOf(shapes: Shapes, needed: readonly string[]): Set<string> {
  // the deepest names: `conv1.weight` is the end of many others
  const deepest = Math.max(...needed.map((name) => name.split('.').length));
  const deep = needed.filter((name) => name.split('.').length === deepest);
  const anchors = [deep[0], deep.at(-1)];
  const found = new Set(['']);
  for (const name of shapes.keys())
    for (const anchor of anchors)
      if (anchor !== undefined && name.endsWith(`.${anchor}`)) found.add(name.slice(0, -anchor.length));
  return found;
}

/** A file's tensors by Keras' names of today. */
export type KerasIndex = ReadonlyMap<string, KerasName>;

export function kerasIndex(shapes: Shapes): KerasIndex {
  return new Map([...shapes].map(([name, shape]) => [name, kerasName(name, shape)]));
}

function kerasNaming({ needed, head, names }: FileTable, spelled: KerasIndex): Naming {
  const ofToday = (layer: string) => names.formerLayer?.(layer) ?? layer;
  const ofFirstBuild = (layer: string) => {
    const cut = withoutBuildNumber(layer);
    return cut === null ? null : ofToday(cut);
  };
  const known = new Set([...needed.keys(), ...head.keys()]);
  const knownLayers = new Set([...known].map(layerOf));
  const patterns = new Set([...needed.keys()].map((name) => patternOf(layerOf(name))));
  const exact = new Map<string, string>();
  const rebuilt = new Map<string, string>();
  for (const [fileName, one] of spelled) {
    putFirst(exact, kerasText({ ...one, layer: ofToday(one.layer) }), fileName);
    const layer = ofFirstBuild(one.layer);
    if (layer !== null) putFirst(rebuilt, kerasText({ ...one, layer }), fileName);
  }
  return {
    find: (name) => exact.get(name) ?? rebuilt.get(name),
    isWithin: (fileName) => {
      const one = spelled.get(fileName);
      if (!one) return false;
      const layer = ofToday(one.layer);
      const own = knownLayers.has(layer) ? layer : ofFirstBuild(one.layer);
      // a second copy of the network is passed over; a known layer with a bias of its own is another network's
      if (own !== null && knownLayers.has(own)) return one.variable === 'bias' && !known.has(`${own}/bias`);
      return patterns.has(patternOf(layer));
    },
    moduleOf: (fileName) => spelled.get(fileName)?.layer ?? fileName,
  };
}

function layerOf(name: string): string {
  return name.split('/')[0];
}

function patternOf(layer: string): string {
  return layer.replaceAll(/\d+/g, '#');
}

function putFirst(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) map.set(key, value);
}
