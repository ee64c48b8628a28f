/**
 * What has to be said of a family of architectures before a recipe can hold it and the page can offer it. Each entry of
 * `architectures.ts` is one of these; an entry that lacks a part, or a field without a name, does not compile. What
 * computes the network and reads its files is in `ml/backbones` and `ml/weights`, by the same ids.
 */
import type { z } from 'zod';
import type { HubFile } from './hub-file';

type Keys<Value> = Value extends unknown ? keyof Value & string : never;
type At<Value, Key> = Value extends unknown ? (Key extends keyof Value ? Value[Key] : never) : never;

/** The names of a settings object's fields, and of the words that each may hold. */
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
  /** Which member of the family its tensors fit. */
  architecture: Settings;
  /** SPDX name, as the repository's card has it. */
  licence: string;
  /** What it was trained on. */
  trainedOn: string;
  /** Parameters that are needed, in millions, rounded. Lists go from small to large. */
  millions: number;
  /** Of the whole file; null where it has not been measured. The hub is asked before anything is fetched. */
  bytes: number | null;
  /** How many of them are needed: VGG16's dense layers are never fetched. Null for all. */
  neededBytes: number | null;
  /** Pixels a side, as it was trained. Any other size works too. */
  imageSize: number;
}

/** Pretrained weights that a family can be filled with. */
export type PretrainedFacts<Settings, Input> =
  | {
      kind: 'files';
      /** "ResNet": what lists of networks whose files can be read call it. */
      named: string;
      /** The settings that weights decide: where two agree in these, the same file fills both. */
      decisive: readonly (keyof Settings)[];
      hub: readonly HubNetworkFacts<Input>[];
    }
  /** Made of other networks, each of which is filled with weights of its own. */
  | { kind: 'parts'; partsOf: (settings: Settings) => readonly { family: string }[] }
  /** None are published: it is trained from scratch. */
  | { kind: 'none' };

export interface ArchitectureFacts<
  Schema extends z.ZodObject,
  Choice extends string = string,
  Pretrained = PretrainedFacts<z.output<Schema>, z.input<Schema>>,
> {
  /** "ResNet". */
  title: string;
  /** What a recipe holds of it; `family` is its id. */
  schema: Schema;
  fields: FieldsOf<Omit<z.output<Schema>, 'family'>>;
  /** Its entries in the menu of networks, in order. */
  choices: Readonly<Record<Choice, { label: string; settings: z.input<Schema> }>>;
  /** The entry that a recipe's settings belong to. */
  choiceOf: (settings: z.output<Schema>) => Choice;
  /** The network in a line of text: "ResNet18 with C, Mish". */
  text: (settings: z.output<Schema>) => string;
  pretrained: Pretrained;
}

/** Checks an entry's parts against each other. */
export function architecture<
  Schema extends z.ZodObject,
  Choice extends string,
  const Pretrained extends PretrainedFacts<z.output<Schema>, z.input<Schema>>,
>(facts: ArchitectureFacts<Schema, Choice, Pretrained>): ArchitectureFacts<Schema, Choice, Pretrained> {
  return facts;
}
