/**
 * Weights from the Hugging Face hub: which repository, what it has, the size of the download, and who learns of it. No
 * request is sent to the hub before a button is pressed that says so.
 */
import { useState } from 'react';
import { useStore } from 'zustand';
import { HUB_NETWORKS, hubNetwork, type HubNetwork } from '../../core/backbones/hub';
import { READABLE_NETWORKS } from '../../core/backbones/lookups';
import type { HubSize, KeptWeights } from '../../core/backbones/kept-weights';
import { hubFileSchema, type HubFile } from '../../core/backbones/hub-file';
import { recipeStore } from '../../state/recipe';
import { hubKey, keptOfHub, weights } from '../../state/weights';
import { chooseHub } from '../../state/weights-choice';
import { Button, type Fact, Facts, format, SelectField, TextField } from '../shared';
import { HubActions } from './HubActions';
import styles from './weights.module.css';

const OTHER = 'other';

export function HubWeights() {
  const source = useStore(recipeStore, (state) => state.recipe.backbone.weights);
  const chosen = source.kind === 'hub' ? source : null;
  const listed = chosen ? hubNetwork(chosen.repo) : undefined;
  const [other, setOther] = useState(chosen !== null && !listed);
  const choose = (value: string) => {
    setOther(value === OTHER);
    const network = hubNetwork(value);
    if (network) chooseHub(network.hub, network.architecture);
  };
  return (
    <>
      <SelectField
        label="Network"
        id="hub-network"
        value={other ? OTHER : (listed?.hub.repo ?? '')}
        options={[
          ...(chosen || other ? [] : [{ value: '', label: 'Choose a network …', disabled: true }]),
          ...HUB_NETWORKS.map(({ hub, title }) => ({ value: hub.repo, label: title })),
          { value: OTHER, label: 'Another repository …' },
        ]}
        onChange={choose}
      />
      {other && <Repository chosen={chosen} />}
      {chosen && (other || listed) && <Chosen hub={fileOf(chosen)} listed={listed} />}
    </>
  );
}

function fileOf({ repo, file, revision }: HubFile): HubFile {
  return { repo, file, revision };
}

/** A repository that is not in the list, chosen once its name is valid. */
function Repository({ chosen }: { chosen: HubFile | null }) {
  const [repo, setRepo] = useState(chosen?.repo ?? '');
  const [file, setFile] = useState(chosen?.file ?? 'model.safetensors');
  const [revision, setRevision] = useState(chosen?.revision ?? 'main');
  const [error, setError] = useState<string | null>(null);
  const take = () => {
    const parsed = hubFileSchema.safeParse({
      repo: repo.trim(),
      file: file.trim(),
      revision: revision.trim(),
    });
    setError(parsed.success ? null : parsed.error.issues[0].message);
    if (parsed.success) chooseHub(parsed.data, hubNetwork(parsed.data.repo)?.architecture);
  };
  return (
    <form
      className={styles.repository}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <TextField
        label="Repository"
        id="hub-repository"
        value={repo}
        onChange={setRepo}
        placeholder="timm/resnet18.a1_in1k"
        error={error}
        hint={`A ${READABLE_NETWORKS} as timm or torchvision names its tensors.`}
      />
      <details className={styles.details}>
        <summary>File and revision</summary>
        <TextField label="File" value={file} onChange={setFile} />
        <TextField label="Revision" value={revision} onChange={setRevision} />
      </details>
      <Button type="submit" size="small">
        Use this repository
      </Button>
    </form>
  );
}

function Chosen({ hub, listed }: { hub: HubFile; listed: HubNetwork | undefined }) {
  const size = useStore(weights, ({ sizes }) => sizes.get(hubKey(hub)));
  const list = useStore(weights, (state) => state.list);
  const kept = keptOfHub(list, hub);
  return (
    <>
      <Facts items={factsOf(hub, listed, kept, size)} />
      <HubActions hub={hub} kept={kept} size={size} listed={listed} />
      <p className={styles.told}>
        huggingface.co and its mirrors (hf.co) learn which file is requested and see your network address. No
        cookie, no referrer and nothing about your films is sent.
      </p>
    </>
  );
}

function factsOf(
  hub: HubFile,
  listed: HubNetwork | undefined,
  kept: KeptWeights | undefined,
  size: HubSize | undefined,
): Fact[] {
  const network = kept?.network ?? size?.network;
  return [
    { name: 'Repository', text: hub.repo },
    ...(network ? [{ name: 'Network', text: network }] : []),
    ...(listed ? [{ name: 'Trained on', text: listed.trainedOn }] : []),
    { name: 'Licence', text: listed ? listed.licence : 'as stated in its repository' },
    { name: 'Size', text: sizeText(size, listed) },
    ...(kept?.complete ? [{ name: 'SHA-256', text: hashText(kept) }] : []),
  ];
}

function hashText({ sha256 }: KeptWeights): string {
  return sha256 ? `${sha256.slice(0, 12)}…, checked` : 'unknown for this part';
}

function sizeText(size: HubSize | undefined, listed: HubNetwork | undefined): string {
  const whole = size?.fileBytes ?? listed?.bytes;
  if (!whole) return 'not yet known';
  const needed = size?.neededBytes ?? listed?.neededBytes ?? whole;
  const about = size ? '' : 'about ';
  // a few kilobytes of header do not make it a part of the file
  return needed < 0.97 * whole
    ? `${about}${format.bytes(needed)} of ${format.bytes(whole)}`
    : `${about}${format.bytes(whole)}`;
}
