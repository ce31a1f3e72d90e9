import type { LinkState, RawPacket, Tag } from '../tag/tag';

/** What a tag report holds at most: the last minutes, and no more bytes than that. Ours: a mail can carry it. */
export const REPORT_MS = 5 * 60_000;
export const REPORT_BYTES = 400_000;

interface Kept {
  atMs: number;
  packet: RawPacket;
}

/** The newest packets of one tag with their times, and how its link fared. Bounded in time and in bytes. */
export class PacketLog {
  #packets: Kept[] = [];
  #links: { atMs: number; link: LinkState }[] = [];
  #bytes = 0;
  /** Packets that were forgotten. */
  forgotten = 0;
  readonly #now: () => number;

  constructor(tag: Pick<Tag, 'on'>, now = () => performance.now()) {
    this.#now = now;
    tag.on('packet', (packet) => this.#keep(packet));
    tag.on('link', (link) => {
      this.#links.push({ atMs: now(), link });
      this.#links = [...this.links];
    });
  }

  get packets(): readonly Readonly<Kept>[] {
    return this.#packets;
  }

  /** States of the link within the time that is kept, and the one before. */
  get links(): readonly Readonly<{ atMs: number; link: LinkState }>[] {
    const fromMs = this.#now() - REPORT_MS;
    const first = this.#links.findIndex(({ atMs }) => atMs >= fromMs);
    return first === -1 ? this.#links.slice(-1) : this.#links.slice(Math.max(0, first - 1));
  }

  #keep(packet: RawPacket): void {
    const nowMs = this.#now();
    this.#packets.push({ atMs: nowMs, packet });
    this.#bytes += packet.bytes.length;
    let gone = 0;
    for (const { atMs, packet: old } of this.#packets) {
      if (this.#bytes <= REPORT_BYTES && atMs >= nowMs - REPORT_MS) break;
      this.#bytes -= old.bytes.length;
      gone++;
    }
    if (gone === 0) return;
    this.#packets.splice(0, gone);
    this.forgotten += gone;
  }
}

const logs = new WeakMap<Tag, PacketLog>();

/** From now on this tag's packets are kept. */
export function logPackets(tag: Tag): void {
  if (!logs.has(tag)) logs.set(tag, new PacketLog(tag));
}

/** Null: none was kept of this tag (the demo has no radio). */
export function packetLogOf(tag: Tag): PacketLog | null {
  return logs.get(tag) ?? null;
}
