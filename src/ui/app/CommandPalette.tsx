/** Every action by name. Actions that cannot run yet are listed with the reason. */
import { Command } from 'cmdk';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { actions, runAction, type Action } from '../../state/actions';
import { ui } from '../../state/ui';
import { WORKSPACES } from '../../core/places';
import { Dialog } from '../shared/Dialog';
import { keysText } from '../shared/platform';
import { useWaitsFor } from '../shared/useAction';
import styles from './CommandPalette.module.css';

export default function CommandPalette() {
  const byId = useStore(actions, (state) => state.byId);
  const here = useStore(ui, (state) => WORKSPACES[state.workspace].title);
  const input = useRef<HTMLInputElement>(null);
  // the dialog focuses its first focusable element, which is the frame around the list
  useEffect(() => input.current?.focus(), []);
  const close = () => ui.setState({ overlay: null });
  return (
    <Dialog title="Commands" onClose={close} bare>
      <Command label="Commands" className={styles.palette} loop>
        <Command.Input ref={input} placeholder="What do you want to do?" />
        <Command.List label="Commands">
          <Command.Empty>No matching command.</Command.Empty>
          {byGroup([...byId.values()], here).map(([group, list]) => (
            <Command.Group key={group} heading={group}>
              {list.map((action) => (
                <Line key={action.id} action={action} close={close} />
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

function Line({ action, close }: { action: Action; close: () => void }) {
  const waitsFor = useWaitsFor(action);
  return (
    <Command.Item
      value={action.id}
      keywords={[action.title, action.group, action.keywords ?? '']}
      disabled={waitsFor !== null}
      onSelect={() => {
        close();
        runAction(action.id);
      }}
    >
      {action.title}
      <span className={styles.note}>
        {waitsFor ?? (action.shortcut && <kbd>{keysText(action.shortcut)}</kbd>)}
      </span>
    </Command.Item>
  );
}

/** Groups in the order of the registry, except that the open workspace's group comes first. */
function byGroup(list: readonly Action[], first: string): [group: string, actions: Action[]][] {
  const groups = new Map<string, Action[]>([[first, []]]);
  for (const action of list) groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  return [...groups].filter(([, actions]) => actions.length > 0);
}
