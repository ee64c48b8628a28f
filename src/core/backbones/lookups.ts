/** Queries on the table of architectures: for a recipe's settings, or across all families. */
import type { PretrainedFacts } from './architecture-facts';
import {
  ARCHITECTURES,
  architectureSchema,
  type ArchitectureId,
  type ArchitectureInput,
  type ArchitectureSettings,
  type SettingsOf,
} from './architectures';

type SettingsById = { [Id in ArchitectureId]: SettingsOf<Id> };
/** The functions of an entry that read settings; each family is only passed its own settings. */
interface Reader<Settings> {
  text: (settings: Settings) => string;
  choiceOf: (settings: Settings) => NetworkChoice;
  pretrained: PretrainedFacts<Settings, unknown>;
}
const READERS: { [Id in ArchitectureId]: Reader<SettingsById[Id]> } = ARCHITECTURES;

/** An entry of the menu of networks. */
export type NetworkChoice = {
  [Id in ArchitectureId]: keyof (typeof ARCHITECTURES)[Id]['choices'];
}[ArchitectureId];

function readerOf<Id extends ArchitectureId>(id: Id): Reader<SettingsById[Id]> {
  return READERS[id];
}

/** "ResNet18 with C, Mish". */
export function networkText(settings: ArchitectureSettings): string {
  const ask = <Id extends ArchitectureId>(id: Id, own: SettingsById[Id]) => readerOf(id).text(own);
  return ask(settings.family, settings);
}

/** The menu entry of a recipe's network. */
export function networkChoiceOf(settings: ArchitectureSettings): NetworkChoice {
  const ask = <Id extends ArchitectureId>(id: Id, own: SettingsById[Id]) => readerOf(id).choiceOf(own);
  return ask(settings.family, settings);
}

/** The menu of networks: each entry's label, and the settings that choosing it starts with. */
export const NETWORK_CHOICES: ReadonlyMap<NetworkChoice, { label: string; settings: ArchitectureInput }> =
  new Map(
    Object.values(ARCHITECTURES).flatMap(
      ({ choices }) =>
        Object.entries(choices) as [NetworkChoice, { label: string; settings: ArchitectureInput }][],
    ),
  );

/** The family titles by id. */
export const FAMILY_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ARCHITECTURES).map(([id, { title }]) => [id, title]),
);

type Fields = {
  [name: string]: { title: string; words?: Readonly<Record<string, string>> } | { within: Fields };
};

export interface FieldNames {
  title: string;
  /** Names of its values; empty for numbers and switches. */
  words: Readonly<Record<string, string>>;
}

/**
 * Every field of every family by its path below the architecture (`top.units`): its title and the names of its values.
 */
export const ARCHITECTURE_FIELDS: ReadonlyMap<string, FieldNames> = allFields();

function allFields(): Map<string, FieldNames> {
  const found = new Map<string, FieldNames>();
  const walk = (fields: Fields, before: string) => {
    for (const [name, field] of Object.entries(fields)) {
      const path = `${before}${name}`;
      if ('within' in field) walk(field.within, `${path}.`);
      else found.set(path, { title: field.title, words: { ...found.get(path)?.words, ...field.words } });
    }
  };
  for (const { fields } of Object.values(ARCHITECTURES)) walk(fields, '');
  return found;
}

/** The settings that weights depend on; empty for families without published files. */
export function decisiveFields(id: ArchitectureId): readonly string[] {
  const { pretrained } = ARCHITECTURES[id];
  return pretrained.kind === 'files' ? pretrained.decisive : [];
}

/**
 * True if weights made for one network fit another unchanged: it is the same family with the same decisive settings, or
 * one of the networks that the other is made of.
 */
export function fitsWeightsOf(settings: ArchitectureSettings, wanted: ArchitectureSettings): boolean {
  const parts = partsOf(settings);
  if (parts) return parts.some((part) => fitsWeightsOf(part, wanted));
  const [one, other] = [settings, wanted].map((each) => new Map<string, unknown>(Object.entries(each)));
  return ['family', ...decisiveFields(settings.family)].every((field) => one.get(field) === other.get(field));
}

/** The networks that a network is made of; null if it is not made of others. */
function partsOf(settings: ArchitectureSettings): ArchitectureSettings[] | null {
  const ask = <Id extends ArchitectureId>(id: Id, own: SettingsById[Id]) => {
    const { pretrained } = readerOf(id);
    return pretrained.kind === 'parts' ? pretrained.partsOf(own) : null;
  };
  return ask(settings.family, settings)?.map((part) => architectureSchema.parse(part)) ?? null;
}

/** "ResNet, VGG16 or MobileNet": the networks whose files can be read. */
export const READABLE_NETWORKS = listed(
  Object.values(ARCHITECTURES).flatMap(({ pretrained }) =>
    pretrained.kind === 'files' ? [pretrained.named] : [],
  ),
);

function listed(names: readonly string[]): string {
  const each = [...new Set(names)];
  return `${each.slice(0, -1).join(', ')} or ${each.at(-1) ?? ''}`;
}
