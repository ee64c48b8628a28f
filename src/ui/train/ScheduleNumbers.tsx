/** The numbers of a schedule of the learning rate, named as PyTorch's schedulers name them. */
import type { ScheduleSettings } from '../../core/recipe/optimisation';
import { setRecipeField } from '../../state/recipe';
import { NumberField, SwitchField } from '../shared';
import { MonitorField } from './MonitorField';

type Of<Kind extends ScheduleSettings['kind']> = Extract<ScheduleSettings, { kind: Kind }>;

export function ScheduleNumbers({ schedule }: { schedule: ScheduleSettings }) {
  switch (schedule.kind) {
    case 'plateau':
      return <PlateauNumbers schedule={schedule} />;
    case 'one-cycle':
      return <OneCycleNumbers schedule={schedule} />;
    default:
      return null;
  }
}

function PlateauNumbers({ schedule }: { schedule: Of<'plateau'> }) {
  const change = (part: Partial<typeof schedule>) => setRecipeField('schedule', { ...schedule, ...part });
  return (
    <>
      <MonitorField
        label="Plateau of"
        id="plateau-metric"
        value={schedule.metric}
        onChange={(metric) => change({ metric })}
      />
      <NumberField
        label="Plateau factor"
        id="plateau-factor"
        value={schedule.factor}
        onChange={(factor) => change({ factor })}
        min={0.0001}
        max={0.9999}
        hint="The learning rate is multiplied by this each time."
      />
      <NumberField
        label="Plateau patience"
        id="plateau-patience"
        value={schedule.patience}
        onChange={(patience) => change({ patience })}
        min={0}
        max={10000}
        whole
        unit="epochs"
        hint="Epochs without improvement before the learning rate drops."
      />
    </>
  );
}

function OneCycleNumbers({ schedule }: { schedule: Of<'one-cycle'> }) {
  return (
    <SwitchField
      label="Cycle momentum"
      id="cycle-momentum"
      hint="Momentum (Adam’s β₁) moves opposite to the learning rate: from 0.95 to 0.85 at the peak and back."
      checked={schedule.cycleMomentum}
      onChange={(cycleMomentum) => setRecipeField('schedule', { ...schedule, cycleMomentum })}
    />
  );
}
