/**
 * The model card: what the model is, what it was trained on, how well it does and where it ends. Every figure is
 * computed from the run's stored predictions.
 * After Mitchell et al. 2019, "Model Cards for Model Reporting".
 */
import type { BackboneFacts } from '../../core/backbones/bundled';
import { figuresOf, type Figures } from '../../core/run/figures';
import type { Run, SplitName } from '../../core/run/run';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const SIDES: Record<SplitName, string> = { train: 'Training', validation: 'Validation', test: 'Test' };

/** Plain text inside a Markdown table or heading: genre names and titles are the data's, not ours. */
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
      ...sides.map((side) => figuresSection(run, figuresOf(run, side))),
      backboneSection(run, backbone),
      useSection(run),
      limitsSection(run),
      reproduceSection(run),
    ].join('\n\n') + '\n'
  );
}

function whatItIs({ recipe, classNames, status, keptEpoch, history }: Run): string {
  const { hidden, dropout } = recipe.head;
  const head = hidden ? `a hidden layer of ${hidden} units and softmax` : 'softmax';
  const ended =
    status === 'stopped'
      ? `, stopped by hand after ${history.length} of ${recipe.training.epochs} epochs`
      : '';
  return (
    `Tells ${classNames.length} classes of film posters apart: ${classNames.map(plain).join(', ')}. ` +
    `It is a frozen backbone and a trained head (dropout ${dropout}, ${head})${ended}. ` +
    `The weights are those of epoch ${keptEpoch}` +
    (recipe.training.keep === 'best' ? ', which had the lowest validation loss.' : ', the last one.')
  );
}

function dataSection({ recipe, sizes, join, funnel, fingerprint }: Run): string {
  const { validation, test } = recipe.split;
  const funnelLines = funnel.map(
    ({ rule, removed, after }) => `- ${plain(rule)}: ${removed} films left out, ${after} left`,
  );
  return [
    '## Data',
    `| side | posters |\n| --- | ---: |\n${(['train', 'validation', 'test'] as const)
      .filter((side) => sizes[side] > 0)
      .map((side) => `| ${SIDES[side]} | ${sizes[side]} |`)
      .join('\n')}`,
    `The split is stratified by class and seeded (${recipe.seed}); ${percent(validation)} of the films validate` +
      `${test > 0 ? ` and ${percent(test)} test` : ''}. ` +
      "A film's class is the first genre that it lists." +
      (join.undecodable > 0 ? ` ${join.undecodable} posters could not be decoded and were left out.` : ''),
    ...(funnelLines.length ? [`Cleaning rules, in order:\n\n${funnelLines.join('\n')}`] : []),
    `Fingerprint of the data: \`${fingerprint}\``,
  ].join('\n\n');
}

function figuresSection(run: Run, figures: Figures): string {
  const { majority } = figures;
  const summary = [
    `| figure | model | always "${plain(majority.className)}" |`,
    '| --- | ---: | ---: |',
    `| accuracy | ${percent(figures.accuracy)} | ${percent(majority.accuracy)} |`,
    ...(run.classNames.length > 3
      ? [`| among the first three | ${percent(figures.top3)} | ${percent(majority.top3)} |`]
      : []),
    `| macro F1 | ${figures.macroF1.toFixed(3)} | |`,
    `| log loss | ${figures.logLoss.toFixed(3)} | |`,
  ].join('\n');
  const classes = [
    '| class | precision | recall | F1 | posters |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...figures.classes.map(
      ({ precision, recall, f1, support }, index) =>
        `| ${plain(run.classNames[index])} | ${percent(precision)} | ${percent(recall)} | ${f1.toFixed(3)} | ${support} |`,
    ),
  ].join('\n');
  return `## Figures on the ${SIDES[figures.split].toLowerCase()} side (${figures.samples} posters)\n\n${summary}\n\n${classes}`;
}

function backboneSection(run: Run, { title, about, licence, source, taps }: BackboneFacts): string {
  const taken = run.recipe.backbone.taps;
  const features = taken.reduce((sum, tap) => sum + taps[tap], 0);
  return (
    `## Backbone\n\n${title}. ${about}\n\n` +
    `This model taps ${taken.map((tap) => `\`${tap}\``).join(', ')}: ${features} features.\n\n` +
    `Licence of its weights: ${licence}. Source: npm \`${source.package}\` ${source.version}, \`${source.file}\`.`
  );
}

function useSection({ recipe }: Run): string {
  const { width, height, fit } = recipe.images;
  return (
    '## Use\n\n' +
    `\`model.json\` and \`weights.bin\` are one model in the tfjs layers format: input \`[batch, ${height}, ${width}, 3]\`, RGB from 0 to 255; output one probability a class, in the order of \`labels.json\`. ` +
    `Posters are prepared with the fit "${fit}", as \`preprocessing.json\` says in full. ` +
    'The Predict workspace of Onesheet opens this ZIP as it is; in a program: `await tf.loadLayersModel(…/model.json)`.'
  );
}

function limitsSection({ recipe, sizes }: Run): string {
  const lines = [
    '- Genres are what the table says; films of several genres count as the first one alone.',
    '- It sees posters only, at low resolution: what it learns is style, colour and composition, not what a film is about.',
    '- Probabilities are those of the classes above: a poster of any other class is given one of them all the same.',
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
