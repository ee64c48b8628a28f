/** A file on the Hugging Face hub, identified so that the same file can be fetched again. */
import { z } from 'zod';

/** `timm/resnet18.tv_in1k`: owner and name as the hub allows them (letters, digits, `-`, `_`, `.`). */
const HUB_REPO = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;
/** A file's path within its repository; no segment may be `.` or `..`. */
const HUB_FILE = /^(?!\.{1,2}(\/|$))[\w.-]+(\/(?!\.{1,2}(\/|$))[\w.-]+)*\.safetensors$/;
/** A branch, tag or commit. */
const HUB_REVISION = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

export const hubFileSchema = z.strictObject({
  repo: z.string().regex(HUB_REPO, 'A repository is named owner/name.'),
  file: z
    .string()
    .max(200)
    .regex(HUB_FILE, 'Only .safetensors files can be read.')
    .default('model.safetensors'),
  revision: z.string().regex(HUB_REVISION).default('main'),
});
export type HubFile = z.infer<typeof hubFileSchema>;
