/**
 * What the table of architectures needs to know about a family before a recipe can hold it and the page can offer it.
 * Each entry of `architectures.ts` has this type; an entry that lacks a part, or a field without a name, does not
 * compile. The code that computes the network and reads its files is in `ml/backbones` and `ml/weights`, under the same
 * ids.
 */
import type { z } from 'zod';
import type { HubFile } from './hub-file';

type Keys<Value> = Value extends unknown ? keyof Value & string : never;
type At<Value, Key> = Value extends unknown ? (Key extends keyof Value ? Value[Key] : never) : never;

/** Names for the fields of a settings object, and for the words that each field may hold. */
export type FieldsOf<Settings> = { readonly [Key in Keys<Settings>]: FieldFacts<At<Settings, Key>> };
type FieldFacts<Value> = [Value] extends [string]
  ? { title: string; words: Readonly<Record<Value, string>> }
  : [Value] extends [object]
    ? { within: FieldsOf<Value> }
    : { title: string };

/** A network on the Hugging Face hub that is known to fit. */
export interface HubNetworkFacts<Settings> {
  hub: HubFile;
  title: string;
  /** The member of the family that its tensors fit. */
  architecture: Settings;
  /** SPDX name, as in the repository's card. */
  licence: string;
  /** The data set that it was trained on. */
  trainedOn: string;
  /** Number of parameters needed, in millions, rounded. Lists are sorted by this, smallest first. */
  millions: number;
  /** Bytes of the whole file; null if not measured. The hub is asked for the size before anything is fetched. */
  bytes: number | null;
  /** How many of these bytes are needed (VGG16's dense layers are never fetched); null for all. */
  neededBytes: number | null;
  /** Side of the square images that it was trained on, in pixels. Any other size works too. */
  imageSize: number;
}

/** Pretrained weights that can be loaded into a family. */
export type PretrainedFacts<Settings, Input> =
  | {
      kind: 'files';
      /** "ResNet": the name in lists of networks whose files can be read. */
      named: string;
      /** The settings that weights depend on: two networks that agree in these take the same file. */
      decisive: readonly (keyof Settings)[];
      hub: readonly HubNetworkFacts<Input>[];
    }
  /** Consists of other networks, each of which loads its own weights. */
  | { kind: 'parts'; partsOf: (settings: Settings) => readonly { family: string }[] }
  /** No weights are published: it is trained from scratch. */
  | { kind: 'none' };

export interface ArchitectureFacts<
  Schema extends z.ZodObject,
  Choice extends string = string,
  Pretrained = PretrainedFacts<z.output<Schema>, z.input<Schema>>,
> {
  /** "ResNet". */
  title: string;
  /** Its settings in a recipe; `family` is its id. */
  schema: Schema;
  fields: FieldsOf<Omit<z.output<Schema>, 'family'>>;
  /** Its entries in the menu of networks, in order. */
  choices: Readonly<Record<Choice, { label: string; settings: z.input<Schema> }>>;
  /** The menu entry that a recipe's settings belong to. */
  choiceOf: (settings: z.output<Schema>) => Choice;
  /** The network in one line: "ResNet18 with C, Mish". */
  text: (settings: z.output<Schema>) => string;
  pretrained: Pretrained;
}

/** Returns its argument; makes the compiler check an entry's parts against each other. */
export function architecture<
  Schema extends z.ZodObject,
  Choice extends string,
  const Pretrained extends PretrainedFacts<z.output<Schema>, z.input<Schema>>,
>(facts: ArchitectureFacts<Schema, Choice, Pretrained>): ArchitectureFacts<Schema, Choice, Pretrained> {
  return facts;
}
