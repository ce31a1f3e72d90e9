import { describe, expect, it } from 'vitest';
import { logPackets, PacketLog, packetLogOf, REPORT_BYTES, REPORT_MS } from '../../../lib/app/packet-log';
import { type TagReport, tagReport } from '../../../lib/app/tag-report';
import { ScriptedTag } from '../../support/scripted-tag';

const packet = (...bytes: number[]) => ({
  direction: 'in' as const,
  characteristic: '0003',
  bytes: Uint8Array.from(bytes),
});

describe('PacketLog', () => {
  it('keeps the last minutes, and says how much it has forgotten', () => {
    let nowMs = 0;
    const tag = new ScriptedTag();
    const log = new PacketLog(tag, () => nowMs);
    for (; nowMs <= 2 * REPORT_MS; nowMs += 1_000) tag.say('packet', packet(1));
    expect(log.packets[0]!.atMs).toBe(REPORT_MS);
    expect(log.packets.length + log.forgotten).toBe((2 * REPORT_MS) / 1_000 + 1);
  });

  it('keeps no more than fits into a mail', () => {
    const tag = new ScriptedTag();
    const log = new PacketLog(tag, () => 0);
    const bytes = new Uint8Array(1_000);
    for (let i = 0; i < 1_000; i++) tag.say('packet', { ...packet(), bytes });
    expect(log.packets).toHaveLength(REPORT_BYTES / 1_000);
    expect(log.forgotten).toBe(1_000 - REPORT_BYTES / 1_000);
  });

  it('keeps the state that the link was in when the report begins', () => {
    let nowMs = 0;
    const tag = new ScriptedTag();
    const log = new PacketLog(tag, () => nowMs);
    for (const [atMs, link] of [
      [0, 'connecting'],
      [10, 'live'],
      [REPORT_MS + 500, 'reconnecting'],
    ] as const) {
      nowMs = atMs;
      tag.go(link);
    }
    nowMs += 100;
    expect(log.links.map(({ link }) => link)).toEqual(['live', 'reconnecting']);
  });
});

describe('tagReport', () => {
  const made = { catpace: '0.1.0', browser: 'Chromium', nowMs: 0 };

  it('has the packets as they were, their times, and the kind of tag', async () => {
    const tag = new ScriptedTag({ id: 'secret-id', name: 'Anna’s own tag' });
    logPackets(tag);
    logPackets(tag);
    await tag.connect();
    await tag.start();
    tag.say('packet', packet(0x01, 0xff));
    tag.say('packet', { ...packet(0x42), direction: 'out' });
    const nowMs = performance.now() + 1_000;
    const view = tagReport([tag], { ...made, nowMs })!;
    const report = JSON.parse(view.json) as TagReport;
    expect(report).toMatchObject({ format: 'catpace-tag-report', version: 1, catpace: '0.1.0' });
    const [entry] = report.tags;
    expect(entry).toMatchObject({ family: 'catpace', nameBegins: null, forgotten: 0 });
    expect(entry!.streams.map(({ kind }) => kind)).toEqual(['accel', 'tension']);
    expect(entry!.packets.map(({ direction, hex }) => [direction, hex])).toEqual([
      ['in', '01ff'],
      ['out', '42'],
    ]);
    expect(entry!.packets[0]!.agoMs).toBeGreaterThanOrEqual(1_000);
    expect(entry!.links.map(({ link }) => link)).toEqual(['preparing', 'live']);
    expect(view.summary).toMatch(/^2 packets of the last 1 s, from catpace\.$/);
    // Whose it is stays at home.
    expect(view.json).not.toContain('Anna');
    expect(view.json).not.toContain('secret-id');
  });

  it('is none without a radio', () => {
    expect(tagReport([], made)).toBeNull();
    const demo = new ScriptedTag();
    expect(packetLogOf(demo)).toBeNull();
    expect(tagReport([demo], made)).toBeNull();
  });
});
