import { TAG_FAMILIES, type TagFamilyEntry } from '../tag/families';

/** What the page that chooses a tag tells of each family, in the order in which it lists them. */
export const SUPPORTED_TAGS: readonly TagFamilyEntry[] = TAG_FAMILIES;
