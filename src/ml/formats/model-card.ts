/**
 * The model card: what the model is, what it was trained on, how well it works and what its limits are. Every figure is
 * computed from the run's stored predictions.
 * After Mitchell et al. 2019, "Model Cards for Model Reporting".
 */
import type { BackboneFacts } from '../../core/backbones/bundled';
import {
  figureText,
  furtherMetrics,
  headlineMetrics,
  inSentence,
  METRIC_IDS,
  METRICS,
  metricTitle,
  type MetricId,
  shapeOf,
} from '../../core/metrics';
import type { Figures } from '../../core/run/figures';
import { figureOf, headFiguresOf, type HeadFigures } from '../../core/run/head-figures';
import type { Head } from '../../core/heads';
import type { LabelsFigures } from '../../core/run/label-figures';
import type { ValueFigures } from '../../core/run/value-figures';
import { firstCrop, usedAugmentation } from '../../core/recipe/used-augmentation';
import type { Recipe } from '../../core/recipe/recipe';
import { weightsSourceText } from '../../core/recipe/weights-source';
import type { Run } from '../../core/run/run';
import type { SplitName } from '../../core/splits/split-name';
import { monitorTitle } from '../../core/tasks/monitors';
import { counted } from '../../core/text';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const SIDES: Record<SplitName, string> = { train: 'Training', validation: 'Validation', test: 'Test' };

/** Escapes text for a Markdown table or heading, since genre names and titles come from the data. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~]/g, (character) => `\\${character}`)
    .trim();
}

/** @returns Markdown. */
export function modelCard(run: Run, backbone: BackboneFacts): string {
  const sides = (['validation', 'test'] as const).filter((side) => run.sizes[side] > 0);
  return (
    [
      `# ${plain(run.recipe.title)}`,
      whatItIs(run),
      dataSection(run),
      ...sides.flatMap((side) =>
        run.heads.map((head, at) => figuresSection(run, head, headFiguresOf(run, side, at))),
      ),
      backboneSection(run, backbone),
      useSection(run),
      limitsSection(run),
      reproduceSection(run),
    ].join('\n\n') + '\n'
  );
}

/** What a head predicts, as a sentence about posters. */
function purposeOf({ kind, title, names, unit }: Head): string {
  const listed = names.map(plain).join(', ');
  if (kind === 'class') return `Tells ${names.length} classes of film posters apart: ${listed}.`;
  if (kind === 'labels') return `Gives film posters the labels that fit, of ${names.length}: ${listed}.`;
  return `Predicts a number for film posters: ${plain(title).toLowerCase()}, in ${plain(unit ?? 'units')}.`;
}

const OUTPUTS: Record<Head['kind'], string> = { class: 'softmax', labels: 'sigmoids', value: 'a number' };

function whatItIs({ recipe, heads, status, keptEpoch, history }: Run): string {
  const { hidden, dropout } = recipe.head;
  const last = [...new Set(heads.map(({ kind }) => OUTPUTS[kind]))].join(', ');
  const head = hidden ? `a hidden layer of ${hidden} units and ${last}` : last;
  const ended =
    status === 'stopped'
      ? `, stopped by hand after ${history.length} of ${recipe.training.epochs} epochs`
      : '';
  return (
    `${heads.map(purposeOf).join(' ')} ` +
    `It is ${trainedPart(recipe.depth)} (dropout ${dropout}, ${head})${ended}. ` +
    `The weights are those of epoch ${keptEpoch}` +
    (recipe.training.keep === 'best' ? `, which had ${keptFor(recipe)}.` : ', the last one.')
  );
}

/** The figure by which the best epoch was chosen. */
function keptFor({ stopping, task }: Recipe): string {
  const metric = stopping?.metric ?? 'loss';
  if (metric === 'loss') return 'the lowest validation loss';
  const best = METRICS[metric].better === 'min' ? 'lowest' : 'highest';
  return `the ${best} ${monitorTitle(metric, task) ?? metric} on the validation side`;
}

function trainedPart(depth: Recipe['depth']): string {
  switch (depth.kind) {
    case 'head':
      return 'a frozen backbone and a trained head';
    case 'last':
      return `a backbone whose last ${depth.stages === 1 ? 'stage was' : `${depth.stages} stages were`} trained with the head`;
    case 'staged':
      return `a backbone that was trained after ${counted(depth.headEpochs, 'epoch')} of only its head`;
    default:
      return 'a network that was trained as a whole, with its head';
  }
}

/** Where each task's targets come from. */
const ANSWERS: Record<Head['task'], string> = {
  genre: "A film's class is the first genre that it lists.",
  genres: "A film's labels are all the genres that it lists.",
  'box-office': 'A film did pay if its revenue is at least the multiple of its budget that the recipe sets.',
  'score-bins': "A film's class is the bin in which its TMDb score lies.",
  score: "The score is TMDb's vote average, 0 to 10.",
  revenue: 'The revenue is on a logarithmic scale: 6 is a million dollars.',
};

function splitText({ split, seed }: Recipe): string {
  const stratified = `The split is stratified by the answers, and seeded (${seed}); `;
  if (split.folds)
    return `${stratified}fold ${split.folds.fold + 1} of ${split.folds.count} is used for validation.`;
  const test = split.test > 0 ? ` and ${percent(split.test)} test` : '';
  return `${stratified}${percent(split.validation)} of the films are for validation${test}.`;
}

function dataSection({ recipe, heads, sizes, join, funnel, fingerprint }: Run): string {
  const funnelLines = funnel.map(
    ({ rule, removed, after }) => `- ${plain(rule)}: ${counted(removed, 'film')} left out, ${after} left`,
  );
  return [
    '## Data',
    `| side | posters |\n| --- | ---: |\n${(['train', 'validation', 'test'] as const)
      .filter((side) => sizes[side] > 0)
      .map((side) => `| ${SIDES[side]} | ${sizes[side]} |`)
      .join('\n')}`,
    `${splitText(recipe)} ${heads.map(({ task }) => ANSWERS[task]).join(' ')}` +
      (join.undecodable > 0
        ? ` ${counted(join.undecodable, 'poster')} could not be decoded and ${join.undecodable === 1 ? 'was' : 'were'} left out.`
        : ''),
    ...(funnelLines.length ? [`Cleaning rules, in order:\n\n${funnelLines.join('\n')}`] : []),
    `Fingerprint of the data: \`${fingerprint}\``,
  ].join('\n\n');
}

function figuresSection({ heads }: Run, head: Head, figures: HeadFigures): string {
  const of = heads.length > 1 ? `, ${plain(head.title).toLowerCase()}` : '';
  const title = `## Figures on the ${SIDES[figures.split].toLowerCase()} side${of} (${counted(figures.samples, 'poster')})`;
  const tables =
    figures.kind === 'class'
      ? classTables(head, figures)
      : figures.kind === 'labels'
        ? labelTables(head, figures)
        : [valueTable(head, figures)];
  return [title, ...tables].join('\n\n');
}

/** The figures of always giving the same answer, by metric; a missing one leaves an empty cell. */
type Baseline = Partial<Record<MetricId, string>>;

/** A row for each metric that a comparison shows for the head. */
function metricRows(head: Head, figures: HeadFigures, baseline: Baseline): string[] {
  const shape = shapeOf(head);
  return [...headlineMetrics(shape), ...furtherMetrics(shape)].map((metric) => {
    const title = inSentence(metricTitle(metric, head.kind));
    const value = cell(metric, figureOf(figures, metric) ?? NaN);
    return `| ${title} | ${value} | ${baseline[metric] ?? ''} |`;
  });
}

/** Formats a figure for a table of plain text. */
function cell(metric: MetricId, value: number): string {
  return figureText(metric, value).replaceAll('\u00a0', ' ');
}

/** Formats the figures of a constant answer. */
function cells(values: Partial<Record<MetricId, number>>, note = ''): Baseline {
  const found: Baseline = {};
  for (const metric of METRIC_IDS) {
    const value = values[metric];
    if (value !== undefined) found[metric] = `${cell(metric, value)}${note}`;
  }
  return found;
}

function labelTables(head: Head, figures: LabelsFigures): string[] {
  const { names } = head;
  const { majority, commonest, values } = figures.baseline;
  const constant = ` (always "${plain(commonest.names.join(', '))}")`;
  const summary = [
    `| figure | model | the same for all |`,
    '| --- | ---: | ---: |',
    ...metricRows(head, figures, {
      ...cells(commonest.values, constant),
      ...cells({ ...values, accuracy: majority.values.accuracy, 'mean-auc': 0.5 }),
    }),
  ].join('\n');
  const share = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  const labels = [
    '| label | precision | recall | F1 | AP | AUC | posters |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...figures.labels.map(
      ({ precision, recall, f1, averagePrecision, auc, support }, index) =>
        `| ${plain(names[index])} | ${percent(precision)} | ${percent(recall)} | ${f1.toFixed(3)} | ${share(averagePrecision)} | ${share(auc)} | ${support} |`,
    ),
  ].join('\n');
  return [summary, labels];
}

function valueTable(head: Head, figures: ValueFigures): string {
  const { unit, baseline } = figures;
  return [
    `| figure (${plain(unit)}) | model | always the mean ${baseline.mean.toFixed(2)} |`,
    '| --- | ---: | ---: |',
    ...metricRows(head, figures, cells(baseline.values)),
  ].join('\n');
}

function classTables(head: Head, figures: Figures): string[] {
  const { names } = head;
  const { majority } = figures;
  const baseline = { accuracy: majority.accuracy, 'top-3': majority.top3, kappa: 0, 'quadratic-kappa': 0 };
  const summary = [
    `| figure | model | always "${plain(majority.className)}" |`,
    '| --- | ---: | ---: |',
    ...metricRows(head, figures, cells(baseline)),
  ].join('\n');
  const classes = [
    '| class | precision | recall | F1 | posters |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...figures.classes.map(
      ({ precision, recall, f1, support }, index) =>
        `| ${plain(names[index])} | ${percent(precision)} | ${percent(recall)} | ${f1.toFixed(3)} | ${support} |`,
    ),
  ].join('\n');
  return [summary, classes];
}

function backboneSection(run: Run, { title, about, licence, source, taps }: BackboneFacts): string {
  const { architecture, weights, taps: taken } = run.recipe.backbone;
  if (architecture !== null)
    return (
      `## Backbone\n\nA network of the family \`${architecture.family}\`, as \`recipe.json\` has it. ` +
      `It began with ${plain(weightsSourceText(weights))}` +
      (weights.kind === 'random' ? '.' : ', whose licence is that of their source.')
    );
  const features = taken.reduce((sum, tap) => sum + taps[tap], 0);
  return (
    `## Backbone\n\n${title}. ${about}\n\n` +
    `This model taps ${taken.map((tap) => `\`${tap}\``).join(', ')}: ${features} features.\n\n` +
    `Licence of its weights: ${licence}. Source: npm \`${source.package}\` ${source.version}, \`${source.file}\`.`
  );
}

/** Describes the model's outputs, in order. */
function outputText(heads: readonly Head[]): string {
  if (heads.length === 1 && heads[0].kind === 'value') return 'one number';
  const each = heads.every(({ kind }) => kind === 'class')
    ? 'class'
    : heads.every(({ kind }) => kind === 'labels')
      ? 'label'
      : 'class and label, and each value';
  return `one probability per ${each}, in the order of \`labels.json\``;
}

function useSection({ recipe, heads }: Run): string {
  const { width, height, fit } = recipe.images;
  const cropped = firstCrop(usedAugmentation(recipe)) !== null;
  const prepared = cropped ? 'the crops of validation' : `the fit "${fit}"`;
  return (
    '## Use\n\n' +
    `\`model.json\` and \`weights.bin\` are one model in the tfjs layers format: input \`[batch, ${height}, ${width}, 3]\`, RGB from 0 to 255; output ${outputText(heads)}. ` +
    `Posters are prepared with ${prepared}, as \`preprocessing.json\` says in full. ` +
    'The Predict workspace of Onesheet opens this ZIP as it is; in a program: `await tf.loadLayersModel(…/model.json)`.'
  );
}

const LIMITS: Record<Head['task'], string> = {
  genre: '- Genres are what the table says; films of several genres count only as the first one.',
  genres: '- Genres are what the table says, and it does not say all of them.',
  'box-office': '- Budgets and revenues are what the table says, in the dollars of their years.',
  'score-bins': '- Scores are those of the people who vote at TMDb; many rest on few votes.',
  score: '- Scores are those of the people who vote at TMDb; many rest on few votes.',
  revenue: '- Revenues are what the table says, in the dollars of their years.',
};

function limitsSection({ recipe, heads, sizes }: Run): string {
  const lines = [
    ...new Set(heads.map(({ task }) => LIMITS[task])),
    '- It sees posters only, at low resolution: what it learns is style, colour and composition, not what a film is about.',
    ...(heads.some(({ kind }) => kind === 'class')
      ? [
          '- Probabilities are those of the classes above: a poster of any other class is given one of them all the same.',
        ]
      : []),
  ];
  if (recipe.training.keep === 'best' && sizes.test === 0)
    lines.push(
      '- The kept epoch was chosen on the validation side, so the figures above are a little better than what new posters will give.',
    );
  return `## Limits\n\n${lines.join('\n')}`;
}

function reproduceSection({ recipe, software, createdAt, device }: Run): string {
  return (
    '## Made with\n\n' +
    `${plain(software)}, ${createdAt}, on ${device.backend} (${plain(device.device)}). ` +
    `\`recipe.json\` is the whole experiment; the same recipe (seed ${recipe.seed}), data and backend give the same figures.`
  );
}
