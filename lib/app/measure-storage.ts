import type { StorageUse } from './page-views';

/** What the browser says of the room that Catpace has and takes. @param walks how many there are */
export async function measureStorage(walks: number): Promise<StorageUse> {
  const [{ usage, quota }, persisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  return { usedBytes: usage ?? null, quotaBytes: quota ?? null, walks, persisted };
}
