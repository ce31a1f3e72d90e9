import { eventKey } from '../charts/event-bands';
import {
  LEAST_WALKS,
  lineUp,
  medianOfPeaks,
  secondPeaks,
  type Lane,
  type LineUp,
  type PeakedWalk,
} from '../charts/line-up';
import type { WalkEvent } from '../events/event';
import { listCorrections } from '../store/corrections';
import type { Database } from '../store/database';
import { compareSummaries, compareWithMedian, type FigureDifference } from '../walk/compare-summaries';
import { ownersDetections } from '../walk/owners-detections';
import type { Sentence } from './live-view';
import type { Meeting, WalkListItem } from './page-views';
import { loadReplay, type ReplayData } from './replay-data';
import { saveBlob } from './save-file';
import { sentenceFor } from './sentences';

/** Most walks that are read whole for a median over time: the newest ones. Ours: a few seconds of reading. */
const MOST_READ = 20;

/** One of the cat's other walks, as little of it as a median over time needs. */
interface ReadWalk extends Omit<PeakedWalk, 'zeroMs'> {
  events: readonly WalkEvent[];
}

/** Two walks beside each other, or one and the median of the cat's others. */
export class CompareDesk {
  first = $state.raw<ReplayData | null>(null);
  /** Null while it is read, and beside a median. */
  second = $state.raw<ReplayData | null>(null);
  missing = $state(false);
  trouble = $state.raw<Sentence | null>(null);
  meeting = $state.raw<Meeting>({ at: 'start' });
  /** Walks that are read for the median so far, and how many there will be. */
  read = $state.raw<readonly ReadWalk[]>([]);
  toRead = $state(0);
  /** Those of them that the median over time is made of: they have an event to meet at. */
  readonly typical: readonly PeakedWalk[] = $derived.by(() => this.#typical());
  readonly lineUp: LineUp | null = $derived.by(() => this.#lineUp());
  readonly #database: Database;
  readonly #others: readonly WalkListItem[] | null;
  #closed = false;

  /** @param second the other walk; or the walks, newest first, whose median is meant */
  constructor(database: Database, firstId: string, second: string | readonly WalkListItem[]) {
    this.#database = database;
    this.#others = typeof second === 'string' ? null : second;
    void this.#load(firstId, second);
  }

  /** The figures of both; none before they are read. */
  get figures(): FigureDifference[] {
    if (!this.first) return [];
    const own = this.first.detections.summary;
    if (this.#others)
      return compareWithMedian(
        own,
        this.#others.flatMap(({ summary }) => summary ?? []),
      );
    return this.second ? compareSummaries(own, this.second.detections.summary) : [];
  }

  savePicture(content: Blob, ending: 'png' | 'svg'): void {
    saveBlob({ name: `catpace-comparison.${ending}`, content });
  }

  close(): void {
    this.#closed = true;
  }

  async #load(firstId: string, second: string | readonly WalkListItem[]): Promise<void> {
    try {
      const first = await this.#walk(firstId);
      if (typeof second === 'string') this.second = await this.#walk(second);
      this.first = first;
      this.missing = first === null || (typeof second === 'string' && this.second === null);
      if (typeof second !== 'string') await this.#readOthers(second.slice(0, MOST_READ));
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }

  /** As the owner sees it. */
  async #walk(walkId: string): Promise<ReplayData | null> {
    const [data, corrections] = await Promise.all([
      loadReplay(this.#database, walkId),
      listCorrections(this.#database, walkId),
    ]);
    return data && { ...data, detections: ownersDetections(data.detections, corrections) };
  }

  async #readOthers(items: readonly WalkListItem[]): Promise<void> {
    this.toRead = items.length;
    for (const { id } of items) {
      if (this.#closed) return;
      const data = await this.#walk(id);
      if (!data) continue;
      const { tension, motion, durationMs } = data.series;
      const peaks: ReadWalk = {
        tension: tension && secondPeaks(tension, durationMs),
        motion: motion && secondPeaks(motion, durationMs),
        events: data.detections.events,
      };
      this.read = [...this.read, peaks];
    }
  }

  #typical(): PeakedWalk[] {
    const { meeting } = this;
    if (meeting.at === 'start') return this.read.map((walk) => ({ ...walk, zeroMs: 0 }));
    const kind = eventOf(this.first, meeting.first)?.kind;
    return this.read.flatMap((walk) => {
      const event = walk.events.find((each) => each.kind === kind);
      return event ? { ...walk, zeroMs: event.startMs } : [];
    });
  }

  #lineUp(): LineUp | null {
    const { first, second, meeting } = this;
    if (!first) return null;
    const zeroMs = meeting.at === 'start' ? 0 : (eventOf(first, meeting.first)?.startMs ?? 0);
    if (this.#others) {
      if (this.typical.length < LEAST_WALKS) return lineUp([laneOf(first)], [zeroMs]);
      const { zeroMs: medianZeroMs, ...traces } = medianOfPeaks(this.typical);
      const median: Lane = {
        series: { ...first.series, ...traces, accel: null, gyro: null, link: null },
        events: [],
        marks: [],
        gaps: [],
      };
      return lineUp([laneOf(first), median], [zeroMs, medianZeroMs]);
    }
    if (!second) return null;
    const secondMs = meeting.at === 'start' ? 0 : (eventOf(second, meeting.second)?.startMs ?? 0);
    return lineUp([laneOf(first), laneOf(second)], [zeroMs, secondMs]);
  }
}

function laneOf({ series, detections, marks }: ReplayData): Lane {
  return { series, events: detections.events, marks, gaps: detections.gaps };
}

function eventOf(data: ReplayData | null, key: string | null): WalkEvent | null {
  return data?.detections.events.find((event) => eventKey(event) === key) ?? null;
}
