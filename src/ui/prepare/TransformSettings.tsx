/** The settings of one transform. */
import { useStore } from 'zustand';
import type { Transform, TransformOf } from '../../core/recipe/augmentation';
import { changeTransform } from '../../state/augmentation';
import { recipeStore } from '../../state/recipe';
import { NumberField, SelectField, ShareField, SliderField } from '../shared/Field';
import styles from './prepare.module.css';

export function TransformSettings({ transform }: { transform: Transform }) {
  // a centre crop has the size of the input: there is nothing to set
  if (transform.kind === 'centre-crop') return null;
  return <div className={styles.transformSettings}>{settingsOf(transform)}</div>;
}

function settingsOf(transform: Exclude<Transform, { kind: 'centre-crop' }>) {
  switch (transform.kind) {
    case 'random-resized-crop':
      return <ResizedCrop transform={transform} />;
    case 'random-crop':
      return <RandomCrop transform={transform} />;
    case 'rotation':
      return <Rotation transform={transform} />;
    case 'zoom':
    case 'brightness':
      return <Range transform={transform} />;
    case 'colour-jitter':
      return <Jitter transform={transform} />;
    case 'horizontal-flip':
      return <Probability transform={transform} />;
    default:
      return <Cutout transform={transform} />;
  }
}

function ResizedCrop({ transform }: { transform: TransformOf<'random-resized-crop'> }) {
  const { width, height } = useStore(recipeStore, (state) => state.recipe.images);
  const { kind, scale, enlargement } = transform;
  return (
    <>
      <ShareField
        label="Smallest share of the poster’s area"
        value={scale[0]}
        min={0.05}
        max={1}
        onChange={(from) => changeTransform(kind, { scale: [from, Math.max(from, scale[1])] })}
      />
      <SliderField
        label="Resize to"
        value={enlargement}
        min={1}
        max={1.5}
        step={0.01}
        show={(value) => `${Math.round(width * value)} × ${Math.round(height * value)}`}
        onChange={(value) => changeTransform(kind, { enlargement: value })}
      />
    </>
  );
}

function RandomCrop({ transform: { kind, width, height } }: { transform: TransformOf<'random-crop'> }) {
  const limits = { min: 8, max: 1024, whole: true, unit: 'px' };
  return (
    <>
      <NumberField
        label="Width"
        value={width}
        {...limits}
        onChange={(value) => changeTransform(kind, { width: value })}
      />
      <NumberField
        label="Height"
        value={height}
        {...limits}
        onChange={(value) => changeTransform(kind, { height: value })}
      />
    </>
  );
}

const CORNERS = [
  { value: 'black', label: 'Black' },
  { value: 'grey', label: 'Grey' },
  { value: 'edge', label: 'Repeat the edge pixels' },
] as const;

function Rotation({ transform: { kind, degrees, fill } }: { transform: TransformOf<'rotation'> }) {
  const changeCorners = (value: (typeof CORNERS)[number]['value']) =>
    value === 'edge'
      ? changeTransform(kind, { fill: 'edge', interpolation: 'bilinear' })
      : changeTransform(kind, { fill: value === 'black' ? 0 : 128, interpolation: 'nearest' });
  return (
    <>
      <SliderField
        label="Maximum degrees"
        value={degrees}
        min={0}
        max={90}
        show={(value) => `${value}°`}
        onChange={(value) => changeTransform(kind, { degrees: value })}
      />
      <SelectField
        label="Corners"
        value={fill === 'edge' ? 'edge' : fill === 0 ? 'black' : 'grey'}
        options={CORNERS}
        onChange={changeCorners}
      />
    </>
  );
}

/** Factors around 1. */
function Range({ transform: { kind, range } }: { transform: TransformOf<'zoom' | 'brightness'> }) {
  const [from, to] = range;
  const factor = (value: number) => `× ${value.toFixed(2)}`;
  return (
    <>
      <SliderField
        label="From"
        value={from}
        min={0.2}
        max={1}
        step={0.05}
        show={factor}
        onChange={(value) => changeTransform(kind, { range: [value, Math.max(value, to)] })}
      />
      <SliderField
        label="To"
        value={to}
        min={1}
        max={2}
        step={0.05}
        show={factor}
        onChange={(value) => changeTransform(kind, { range: [Math.min(from, value), value] })}
      />
    </>
  );
}

const STRENGTHS = [
  { name: 'brightness', label: 'Brightness', most: 1 },
  { name: 'contrast', label: 'Contrast', most: 1 },
  { name: 'saturation', label: 'Saturation', most: 1 },
  { name: 'hue', label: 'Hue', most: 0.5 },
] as const;

function Jitter({ transform }: { transform: TransformOf<'colour-jitter'> }) {
  return (
    <>
      {STRENGTHS.map(({ name, label, most }) => (
        <SliderField
          key={name}
          label={label}
          value={transform[name]}
          min={0}
          max={most}
          step={0.05}
          show={(value) => value.toFixed(2)}
          onChange={(value) => changeTransform('colour-jitter', { [name]: value })}
        />
      ))}
    </>
  );
}

function Probability({
  transform: { kind, probability },
}: {
  transform: TransformOf<'horizontal-flip' | 'cutout'>;
}) {
  return (
    <ShareField
      label="Probability"
      value={probability}
      min={0}
      max={1}
      onChange={(value) => changeTransform(kind, { probability: value })}
    />
  );
}

function Cutout({ transform }: { transform: TransformOf<'cutout'> }) {
  const { kind, size, count } = transform;
  return (
    <>
      <ShareField
        label="Side, as a share of the shorter side"
        value={size}
        min={0.05}
        max={1}
        onChange={(value) => changeTransform(kind, { size: value })}
      />
      <NumberField
        label="Squares"
        value={count}
        min={1}
        max={16}
        whole
        onChange={(value) => changeTransform(kind, { count: value })}
      />
      <Probability transform={transform} />
    </>
  );
}
