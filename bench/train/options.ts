/** The bench's command-line options. */
import { parseArgs } from 'node:util';
import { isNetworkName, NETWORKS, type NetworkName } from './networks';

export interface Options {
  /** Null for what suits the adapter, as for the other options. */
  networks: NetworkName[] | null;
  batch: number | null;
  size: number | null;
  adapter: 'auto' | 'default' | 'software';
  heats: number | null;
  seconds: number | null;
  /** Results of `bench/pytorch.py`. */
  pytorch: string | null;
  /** Folder in which to save the table and the numbers. */
  save: string | null;
  /** Check the kernels instead of timing training steps. */
  parity: boolean;
  /** Check every case of parity, also on a software adapter. */
  all: boolean;
  /** Time single kernels instead of training steps. */
  kernels: boolean;
  /** Only these files; null for all. */
  only: string[] | null;
}

export const USAGE = `Options:
  --networks a,b   of ${Object.keys(NETWORKS).join(', ')}; all of them by default
  --adapter auto|default|software
  For measurements on the adapter; by default, a software adapter gets a small network or small layers, and short heats:
  --batch N, --size N   32 and 224; on a software adapter 2 and 32 (64 for kernels)
  --heats N, --seconds S   N heats of S seconds: 3 of 3
  --pytorch FILE   what bench/pytorch.py printed, for the ratio
  --save DIR       keeps the table and the numbers there
  --parity         checks all kernels on this adapter; with --all every case, also on a software one
  --kernels        single kernels instead: ours compared with what tfjs does
  --only a,b       with --kernels: only these files of src/ml/kernels/webgpu`;

/** @throws Error with a one-line message for the user. */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      networks: { type: 'string' },
      batch: { type: 'string' },
      size: { type: 'string' },
      adapter: { type: 'string', default: 'auto' },
      heats: { type: 'string' },
      seconds: { type: 'string' },
      pytorch: { type: 'string' },
      save: { type: 'string' },
      parity: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      kernels: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });
  const names = values.networks?.split(',');
  const unknown = names?.find((name) => !isNetworkName(name));
  if (unknown !== undefined)
    throw new Error(`No network is called ${unknown}; there are: ${Object.keys(NETWORKS).join(', ')}`);
  const { adapter } = values;
  if (adapter !== 'auto' && adapter !== 'default' && adapter !== 'software')
    throw new Error('--adapter is auto, default or software');
  return {
    networks: names?.filter(isNetworkName) ?? null,
    batch: positive('batch', values.batch),
    size: positive('size', values.size),
    adapter,
    heats: positive('heats', values.heats),
    seconds: positive('seconds', values.seconds),
    pytorch: values.pytorch ?? null,
    save: values.save ?? null,
    parity: values.parity,
    all: values.all,
    kernels: values.kernels,
    only: values.only?.split(',') ?? null,
  };
}

function positive(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} is a number above zero`);
  return value;
}
