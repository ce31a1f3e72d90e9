import { TAG_FAMILIES } from '../tag/families';
import type { Tag, TagInfo } from '../tag/tag';
import { formatCount } from '../words/format-number';
import { t } from '../words/words';
import { type PacketLog, packetLogOf } from './packet-log';

/** What a tag and its radio were seen to do, for whoever works on its driver. */
export interface TagReport {
  format: 'catpace-tag-report';
  version: 1;
  catpace: string;
  /** As the browser names itself. */
  browser: string;
  tags: TagReportEntry[];
}

interface TagReportEntry {
  family: string;
  maker: string | null;
  model: string | null;
  firmware: string | null;
  /** How its name begins, where all names of its family begin so. The rest of a name may be its owner's. */
  nameBegins: string | null;
  capabilities: TagInfo['capabilities'] | null;
  streams: TagInfo['streams'];
  /** ms before the report was made, and what the link became. */
  links: { agoMs: number; link: string }[];
  /** Oldest first. */
  packets: { agoMs: number; direction: 'in' | 'out'; characteristic: string; hex: string }[];
  /** Packets from before, which the report leaves out. */
  forgotten: number;
}

/** A report as a page shows it before it is saved. */
export interface TagReportView {
  fileName: string;
  /** What is in it, in words. */
  summary: string;
  json: string;
}

/** Report on tags that walk. Null when none of them has a radio. */
export function tagReport(
  tags: readonly Tag[],
  { catpace, browser, nowMs }: { catpace: string; browser: string; nowMs: number },
): TagReportView | null {
  const entries = tags.flatMap((tag) => {
    const log = packetLogOf(tag);
    return log ? entryOf(tag, log, nowMs) : [];
  });
  if (entries.length === 0) return null;
  const report: TagReport = { format: 'catpace-tag-report', version: 1, catpace, browser, tags: entries };
  const packets = entries.reduce((sum, entry) => sum + entry.packets.length, 0);
  const oldestMs = Math.max(0, ...entries.flatMap((entry) => entry.packets.map(({ agoMs }) => agoMs)));
  const families = entries.map(({ family }) => family);
  return {
    fileName: `catpace-tag-report-${families.join('-')}.json`,
    summary: t('tagReport.summary', packets, {
      n: formatCount(packets),
      s: formatCount(oldestMs / 1000),
      families: families.join(', '),
    }),
    json: JSON.stringify(report, null, 1),
  };
}

function entryOf({ info, family }: Tag, log: PacketLog, nowMs: number): TagReportEntry {
  const prefix = TAG_FAMILIES.find((entry) => entry.family === family)?.namePrefix ?? null;
  return {
    family,
    maker: info?.maker ?? null,
    model: info?.model ?? null,
    firmware: info?.firmware ?? null,
    nameBegins: prefix !== null && info?.name.startsWith(prefix) ? prefix : null,
    capabilities: info?.capabilities ?? null,
    streams: info?.streams ?? [],
    links: log.links.map(({ atMs, link }) => ({ agoMs: Math.round(nowMs - atMs), link })),
    packets: log.packets.map(({ atMs, packet }) => ({
      agoMs: Math.round(nowMs - atMs),
      direction: packet.direction,
      characteristic: packet.characteristic,
      hex: Array.from(packet.bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    })),
    forgotten: log.forgotten,
  };
}
