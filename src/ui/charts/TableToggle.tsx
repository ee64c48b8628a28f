/** Switches between a chart and its table. */
import { IconButton } from '../shared';

export interface TableToggleProps {
  /** The chart's title. */
  title: string;
  /** What the chart draws: "curves". */
  drawn: string;
  asTable: boolean;
  onChange: (asTable: boolean) => void;
}

export function TableToggle({ title, drawn, asTable, onChange }: TableToggleProps) {
  return (
    <IconButton
      icon={asTable ? 'train' : 'rows'}
      label={asTable ? `${title}: show ${drawn}` : `${title}: show as a table`}
      size="small"
      onClick={() => onChange(!asTable)}
    />
  );
}
