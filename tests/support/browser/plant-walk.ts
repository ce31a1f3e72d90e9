import type { Page } from 'playwright-core';

export interface PlantedWalk {
  id: string;
  minutes: number;
  startedAtMs?: number;
  /** With a gyroscope as a third stream. */
  gyro?: boolean;
  /** Three taps on the tag at this moment of the walk, ms. */
  tapsAtMs?: number;
}

/** The samples of every stream come this often, Hz. */
export const PLANTED_HZ = 100;

/**
 * Write a made-up walk straight into the page's database, which must exist: a cat that walks and stands in turns of
 * 40 s, pulls now and then, and a link that is lost for ten seconds in every ten minutes. Synthetic, and the same each time.
 */
export async function plantWalk(page: Page, walk: PlantedWalk): Promise<void> {
  await page.evaluate(
    async ({ id, minutes, startedAtMs, gyro, tapsAtMs, hz }) => {
      const rest = (seed: number) => (): number => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return seed / 2 ** 31 - 1;
      };
      const noise = rest(7);
      const FRAME = 20;
      const CHUNK_FRAMES = 10;
      const frameMs = (1000 * FRAME) / hz;
      const frames = Math.round((minutes * 60_000) / frameMs);
      const kinds = gyro ? ['accel', 'tension', 'gyro'] : ['accel', 'tension'];
      const lost = (ms: number): boolean => ms % 600_000 >= 300_000 && ms % 600_000 < 310_000;
      const sample = (kind: string, ms: number): number[] => {
        const walks = ms % 80_000 < 40_000;
        if (kind === 'tension') {
          const pull = ms % 95_000 > 60_000 && ms % 95_000 < 64_000 ? 6 + 2 * Math.sin(ms / 300) : 0.4;
          return [(pull + 0.1 * noise()) / 0.02];
        }
        const tap = [0, 500, 1000].some((each) => Math.abs(ms - (tapsAtMs ?? -1e9) - each) < 15) ? 3 : 0;
        const swing = walks ? 0.25 * Math.sin(ms / 70) + 0.1 * noise() : 0.008 * noise();
        if (kind === 'gyro') return [200 * swing, 90 * swing, 40 * noise()].map((dps) => dps / 0.061);
        return [swing, 0.4 * swing + 0.01 * noise(), 1 + swing + tap].map((g) => g * 4096);
      };
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('catpace');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const writing = database.transaction(['walks', 'chunks'], 'readwrite');
      writing.objectStore('walks').put({
        schema: 1,
        id,
        catId: 'planted-cat',
        catName: 'Mina',
        bodyKg: 4.5,
        bodyKgAssumed: false,
        gait: null,
        stepNumber: 8,
        status: 'ended',
        startedAtMs,
        timeZone: 'UTC',
        durationMs: minutes * 60_000,
        tags: [
          {
            family: 'catpace',
            id: 'planted',
            name: 'Made-up tag',
            maker: null,
            model: null,
            firmware: null,
            capabilities: {},
            bootId: 1,
            streams: [
              { kind: 'accel', unitPerCount: 1 / 4096, rateHz: hz },
              { kind: 'tension', unitPerCount: 0.02, rateHz: hz },
              { kind: 'gyro', unitPerCount: 0.061, rateHz: hz },
            ].filter(({ kind }) => kinds.includes(kind)),
          },
        ],
        review: null,
        deletedAtMs: null,
      });
      let seq = 0;
      for (let first = 0, index = 0; first < frames; first += CHUNK_FRAMES, index++) {
        const starts = Array.from(
          { length: Math.min(CHUNK_FRAMES, frames - first) },
          (_, i) => (first + i) * frameMs,
        );
        const kept = starts.filter((ms) => !lost(ms));
        if (kept.length === 0) continue;
        writing.objectStore('chunks').put({
          walkId: id,
          index,
          tag: 0,
          bootId: 1,
          fromMs: kept[0],
          toMs: kept.at(-1)! + frameMs,
          columns: kinds.map((kind) => ({
            kind,
            seq: Float64Array.from(kept, () => seq++),
            tMs: Float64Array.from(kept),
            n: new Uint8Array(kept.length).fill(FRAME),
            counts: Int16Array.from(
              kept.flatMap((ms) =>
                Array.from({ length: FRAME }, (_, i) => sample(kind, ms + (i * 1000) / hz)).flat(),
              ),
            ),
          })),
        });
      }
      await new Promise((resolve, reject) => {
        writing.oncomplete = resolve;
        writing.onerror = () => reject(writing.error);
      });
      database.close();
    },
    { startedAtMs: Date.UTC(2026, 2, 14, 16, 5), gyro: false, tapsAtMs: null, hz: PLANTED_HZ, ...walk },
  );
}
