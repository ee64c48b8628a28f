/** The whole window accepts files: while something is dragged over it, it shows where to drop it. */
import { useEffect, useState } from 'react';
import type { DropChoice } from '../../state/drops';
import { dropChoices } from '../../state/workspaces';
import { droppedInput } from '../../state/dropInput';
import { announce } from '../../state/ui';
import { classes } from '../shared/classes';
import { Icon } from '../shared/Icon';
import styles from './DropTarget.module.css';
import { perform } from '../../state/perform';

function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Index of the zone under the pointer: the only one, or the one the element belongs to. */
function zoneOf(event: DragEvent, zones: number): number {
  const zone = event.target instanceof Element ? event.target.closest('[data-zone]') : null;
  if (zone instanceof HTMLElement) return Number(zone.dataset.zone);
  return zones === 1 ? 0 : -1;
}

export function DropTarget() {
  const [choices, setChoices] = useState<readonly DropChoice[] | null>(null);
  const [over, setOver] = useState(-1);

  useEffect(() => {
    let shown: readonly DropChoice[] | null = null;
    const show = (value: readonly DropChoice[] | null) => {
      if (value && !shown) announce('Drop the files to open them.');
      shown = value;
      setChoices(value);
    };
    const onOver = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      if (!shown) show(dropChoices());
      setOver(zoneOf(event, shown?.length ?? 0));
    };
    const onLeave = (event: DragEvent) => {
      // null: the pointer has left the window
      if (event.relatedTarget === null) show(null);
    };
    const onDrop = (event: DragEvent) => {
      if (!bringsFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      const zones = shown ?? dropChoices();
      const choice = zones[zoneOf(event, zones.length)] ?? zones[0];
      show(null);
      const input = droppedInput(event.dataTransfer);
      perform(async () => choice.take(await input));
    };
    addEventListener('dragenter', onOver);
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragenter', onOver);
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, []);

  if (!choices) return null;
  return (
    <div className={styles.overlay}>
      {choices.map((choice, index) => (
        <div
          key={choice.title}
          data-zone={index}
          className={classes(styles.zone, index === over && styles.over)}
        >
          <Icon name="download" size={28} />
          <strong>{choice.title}</strong>
          <span>{choice.hint}</span>
        </div>
      ))}
    </div>
  );
}
