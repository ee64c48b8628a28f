/** Re-exports the shared components. */
export { ActionButton, ActionIconButton } from './ActionButton';
export { Button, IconButton } from './Button';
export { classes } from './classes';
export { Dialog } from './Dialog';
export { EmptyState } from './EmptyState';
export {
  CheckField,
  Field,
  NumberField,
  SegmentedControl,
  SelectField,
  ShareField,
  SliderField,
  SwitchField,
  TextField,
} from './Field';
export * as format from './format';
export { Icon, type IconName } from './Icon';
export { Inspector } from './Inspector';
export { InTurn, useTurn } from './InTurn';
export { ErrorNotice, Notice } from './Notice';
export { PosterImage } from './PosterImage';
export { ProgressLine } from './ProgressLine';
export { Badge, Chip, type Fact, Facts, Section, Stats, type StatsItem } from './Section';
export { Table, type Column } from './Table';
export { tabPanel, Tabs } from './Tabs';
export { Tooltip } from './Tooltip';
export { useAction } from './useAction';
