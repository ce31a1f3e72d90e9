import { describe, expect, it } from 'vitest';
import { Pipeline, type Analysis } from '../../../lib/app/pipeline';
import { Timeline } from '../../../lib/signal/timeline';
import { unpack } from '../../../lib/signal/unpack';
import { writeScript } from '../../../lib/tag/demo/cat-script';
import { createDemoTag } from '../../../lib/tag/demo/driver';

/** The demo's walk through the shipped pipeline. A synthetic cat: this says that the demo is told, not how real cats are. */
async function analyseDemo(seed: number): Promise<Analysis> {
  const tag = createDemoTag({ seed, speed: 5000 });
  const { streams } = await tag.connect();
  const formats = new Map(streams.map((format) => [format.kind, format]));
  const timeline = new Timeline();
  const pipeline = new Pipeline({ bodyKg: 4.5 });
  tag.on('frames', ({ bootId, arrivalMs, frames }) => {
    for (const frame of frames)
      if (frame.kind !== 'note')
        pipeline.push(unpack(frame, formats.get(frame.kind)!, timeline.place(bootId, frame.tMs, arrivalMs)));
  });
  const over = new Promise<void>((resolve) => tag.on('link', (link) => link === 'ended' && resolve()));
  await tag.start();
  await over;
  return pipeline.finish();
}

describe.each([1, 3, 5, 7])('the demo walk of seed %i', (seed) => {
  it('is told as it was written: each freeze, bolt and shake once, no other', async () => {
    const { events } = await analyseDemo(seed);
    for (const kind of ['freeze', 'bolt', 'shake'] as const) {
      const written = writeScript(seed).body.filter((segment) => segment.kind === kind);
      const told = events.filter((event) => event.kind === kind);
      expect(told, kind).toHaveLength(written.length);
      for (const segment of written)
        expect(
          told.some(({ startMs, endMs }) => startMs < segment.endMs && endMs > segment.startMs),
          `${kind} at ${segment.startMs} ms`,
        ).toBe(true);
    }
  });

  it('shows no trouble of its sensors', async () => {
    const { limits } = await analyseDemo(seed);
    expect(limits).toEqual([]);
  });

  it('shows its pulls and its lunge', async () => {
    const { events } = await analyseDemo(seed);
    const levels = events.flatMap((event) => (event.kind === 'tension' ? [event.level] : []));
    expect(levels).toContain('light');
    expect(levels).toContain('pull');
    expect(levels).toContain('lunge');
  });
});
