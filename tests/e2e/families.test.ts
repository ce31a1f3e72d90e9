import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StreamKind } from '../../lib/tag/frame';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { type ProbeReading, TagProbe } from '../support/browser/tag-probe';
import type { FirmwareFamily } from '../support/families/open-firmware';
import type { FamilyTagTruth } from '../support/virtual-tag/radio-messages';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const STREAM_MS = 4_000;

/** A device of each family, and how far a value may lie from what its sensor felt: half a step of the coarser of wire and count. */
const DEVICES: readonly {
  kind: FirmwareFamily;
  name: string;
  stream: StreamKind;
  within: number;
  battery: number | null;
}[] = [
  { kind: 'microbit', name: 'BBC micro:bit [zuvup]', stream: 'accel', within: 0.5 / 1024, battery: null },
  { kind: 'progressor', name: 'Progressor_4201', stream: 'tension', within: 0.03, battery: 70 },
  { kind: 'movesense', name: 'Movesense 174630000192', stream: 'accel', within: 8 / 65536, battery: 64 },
  { kind: 'polar', name: 'Polar Sense 12345678', stream: 'accel', within: 0.0005, battery: 90 },
  { kind: 'thingy', name: 'Thingy', stream: 'accel', within: 0.5 / 1024, battery: 81 },
];

/** Values of a stream in the order in which they came. */
function valuesOf({ info, frames }: ProbeReading, kind: StreamKind): number[] {
  const { unitPerCount } = info!.streams.find((stream) => stream.kind === kind)!;
  return frames
    .filter((frame) => frame.kind === kind)
    .flatMap(({ counts }) => counts.map((count) => count * unitPerCount));
}

function feltOf({ felt }: FamilyTagTruth, kind: StreamKind): number[] {
  return felt.filter((one) => one.kind === kind).flatMap(({ values }) => [...values]);
}

/** The tags that people can buy, in real Chromium: our drivers, the browser's own Bluetooth stack, a device on D-Bus. */
describeEndToEnd('each family in Chromium', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;

  beforeAll(async () => {
    radio = await VirtualRadio.start({
      tags: DEVICES.map(({ kind, name }) => ({
        id: kind,
        name,
        kind,
        source: { from: 'ramp', durationMs: 600_000 },
      })),
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it.each(DEVICES)(
    '$kind: is chosen among all, streams what it felt, is lost and found again',
    async ({ kind, name, stream, within, battery }) => {
      const page = await browser.open('popup.html');
      const probe = await TagProbe.on(page);
      await probe.choose(name);
      await probe.call('start');
      await probe.until('live');
      await page.waitForTimeout(STREAM_MS);
      await probe.call('stop');
      // What the page has first: the device may still answer in between.
      const read = await probe.read();
      const truth = await radio.familyTag(kind).truth();
      expect(read.info).toMatchObject({ family: kind, name });
      expect(read.batteries.at(-1)).toBe(battery);

      const [values, felt] = [valuesOf(read, stream), feltOf(truth, stream)];
      // What a device still gathered for its next notification when it was stopped never left it.
      expect(values.length).toBeGreaterThan(felt.length * 0.7);
      expect(values.length).toBeLessThanOrEqual(felt.length);
      expect(values.filter((value, i) => Math.abs(value - felt[i]!) > within + 1e-6)).toEqual([]);
      expect(read.counts).toMatchObject({ faults: 0, missingFrames: 0 });
      expect(read.counts!.notifications).toBeLessThanOrEqual(truth.notified);
      read.frames.slice(1).forEach(({ seq }, i) => expect(seq).toBe(read.frames[i]!.seq + 1));

      await probe.call('start');
      await probe.until('live');
      await radio.familyTag(kind).dropLink();
      await probe.until('reconnecting');
      const droppedAt = performance.now();
      await probe.until('live');
      const backMs = performance.now() - droppedAt;
      expect((await radio.familyTag(kind).truth()).connections).toBeGreaterThanOrEqual(2);
      await probe.call('disconnect');
      console.log(
        `${kind}: ${values.length} of ${felt.length} values as felt, ${read.counts!.notifications} notifications; live again ${Math.round(backMs)} ms after a drop`,
      );
      await page.close();
    },
  );

  it('a gauge is tared, and hears nothing but what it may', async () => {
    const page = await browser.open('popup.html');
    const probe = await TagProbe.on(page);
    await probe.choose('Progressor_4201');
    const removedN = await probe.tare();
    expect(removedN).toBeGreaterThan(0);
    const { written } = await radio.familyTag('progressor').truth();
    const commands = new Set(written.map(({ bytes }) => bytes[0]));
    expect([...commands].sort()).toEqual([0x64, 0x65, 0x66, 0x6b, 0x6f]);
    await probe.call('disconnect');
    await page.close();
  });
});
