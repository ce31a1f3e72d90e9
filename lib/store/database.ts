import { openDB, type DBSchema, type IDBPDatabase, type StoreNames } from 'idb';
import type { Correction } from '../walk/correction';
import type { StepChoice } from '../walk/step-choice';
import type { Cat, CatPhoto, Detections, Mark, Walk, WalkChunk } from '../walk/walk';
import type { WalkOverview } from '../walk/walk-overview';
import type { Pack, PackHead } from './packs';
import { StoreError, storeErrorFrom, type StoreErrorCode } from './store-error';

export const DATABASE_NAME = 'catpace';
/** Raised with a step in `upgrade`. */
export const DATABASE_VERSION = 3;

/** A small thing that is remembered, by name. */
export interface Setting {
  key: string;
  value: unknown;
}

/** Records of one store that a backup brings. */
export interface StagedPart {
  store: BackedUpStore;
  records: unknown[];
}

/** Every store whose records are the owner's. Packs are chunks in another form, and leave the machine as chunks. */
export type BackedUpStore = Exclude<StoreNames<CatpaceSchema>, 'staging' | 'packs' | 'packBytes'>;

export interface CatpaceSchema extends DBSchema {
  walks: {
    key: string;
    value: Walk;
    indexes: {
      byStart: number;
      /** [catId, startedAtMs] */
      byCat: [string, number];
      byStatus: string;
    };
  };
  /** Key [walkId, index]. Apart from the walks, so that a list of walks reads no samples. */
  chunks: { key: [string, number]; value: WalkChunk };
  /** Chunks of closed walks, packed. Key [walkId, index of the first]. */
  packs: { key: [string, number]; value: PackHead };
  packBytes: { key: [string, number]; value: Pack };
  /** Key walkId: of walks whose samples were thinned out. */
  overviews: { key: string; value: WalkOverview };
  marks: { key: string; value: Mark; indexes: { byWalk: string } };
  /** The owner's words on events: never rewritten, undo is a tombstone. */
  corrections: { key: string; value: Correction; indexes: { byWalk: string } };
  /** Key [walkId, detectorVersion]. */
  detections: { key: [string, string]; value: Detections; indexes: { byVersion: string } };
  cats: { key: string; value: Cat };
  /** What the owner chose after verdicts: never rewritten. */
  choices: { key: string; value: StepChoice };
  /** Key catId. Apart from the cats, so that a list of cats reads no pictures. */
  photos: { key: string; value: CatPhoto };
  settings: { key: string; value: Setting };
  /** A backup on its way in, part by part: nobody reads it before all of it is here. */
  staging: { key: number; value: StagedPart };
}

export type Connection = IDBPDatabase<CatpaceSchema>;

/** Something about the connection that a page may want to say aloud. */
export type DatabaseNotice =
  /** Another page keeps an older version open; this one waits. */
  | 'blocked'
  /** Another page wants a newer version: this page let go of the database and should be reloaded. */
  | 'outdated'
  /** The browser ended the connection. The next operation opens it anew. */
  | 'terminated';

interface Opening {
  connection: Promise<Connection>;
  /** Rejects when another page is in the way; never resolves. */
  blocked: Promise<never>;
  /** Once it is open. A race with `blocked`, which never ends, would be kept for each operation of a walk of hours. */
  opened: Connection | null;
}

/**
 * One page's door to the database. It opens at the first operation, and again after the browser closed it.
 * All operations reject with `StoreError`.
 */
export class Database {
  readonly #name: string;
  readonly #onNotice: (notice: DatabaseNotice) => void;
  #opening: Opening | null = null;

  constructor(name: string = DATABASE_NAME, onNotice: (notice: DatabaseNotice) => void = () => {}) {
    this.#name = name;
    this.#onNotice = onNotice;
  }

  /** Do some work on the open database; what it throws comes out as `StoreError`. */
  async run<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    let opening = this.#opening;
    try {
      opening ??= this.#opening = this.#open();
      return await work(opening.opened ?? (await Promise.race([opening.connection, opening.blocked])));
    } catch (cause) {
      const error = storeErrorFrom(cause);
      if (opening && NEEDS_REOPENING.has(error.code)) this.#forget(opening);
      throw error;
    }
  }

  /** Let go of the database. A later operation opens it anew. */
  close(): void {
    const opening = this.#opening;
    this.#opening = null;
    opening?.connection.then(
      (connection) => connection.close(),
      () => {},
    );
  }

  #forget(opening: Opening): void {
    if (this.#opening === opening) this.close();
  }

  #open(): Opening {
    if (typeof indexedDB === 'undefined') throw new StoreError('unsupported', 'This page has no IndexedDB.');
    let sayBlocked: (error: StoreError) => void = () => {};
    const blocked = new Promise<never>((_resolve, reject) => (sayBlocked = reject));
    blocked.catch(() => {});
    const connection = openDB<CatpaceSchema>(this.#name, DATABASE_VERSION, {
      upgrade,
      blocked: () => {
        this.#onNotice('blocked');
        sayBlocked(new StoreError('blocked', 'Another Catpace page holds an older database open.'));
      },
      blocking: () => {
        // Transactions that run still finish; holding on would stop the newer page for good.
        this.#forget(opening);
        this.#onNotice('outdated');
      },
      terminated: () => {
        this.#forget(opening);
        this.#onNotice('terminated');
      },
    });
    const opening: Opening = { connection, blocked, opened: null };
    connection.then(
      (opened) => (opening.opened = opened),
      () => this.#forget(opening),
    );
    return opening;
  }
}

/** After these the connection is of no more use. */
const NEEDS_REOPENING: ReadonlySet<StoreErrorCode> = new Set(['gone', 'newer-version', 'unknown']);

/** Each version adds its own step, so that a database of any age comes up to date. */
function upgrade(connection: Connection, oldVersion: number): void {
  if (oldVersion < 1) {
    const walks = connection.createObjectStore('walks', { keyPath: 'id' });
    walks.createIndex('byStart', 'startedAtMs');
    walks.createIndex('byCat', ['catId', 'startedAtMs']);
    walks.createIndex('byStatus', 'status');
    connection.createObjectStore('chunks', { keyPath: ['walkId', 'index'] });
    connection.createObjectStore('marks', { keyPath: 'id' }).createIndex('byWalk', 'walkId');
    connection.createObjectStore('corrections', { keyPath: 'id' }).createIndex('byWalk', 'walkId');
    connection
      .createObjectStore('detections', { keyPath: ['walkId', 'detectorVersion'] })
      .createIndex('byVersion', 'detectorVersion');
    connection.createObjectStore('cats', { keyPath: 'id' });
    connection.createObjectStore('choices', { keyPath: 'id' });
    connection.createObjectStore('photos', { keyPath: 'catId' });
    connection.createObjectStore('settings', { keyPath: 'key' });
    connection.createObjectStore('staging', { autoIncrement: true });
  }
  if (oldVersion < 2) {
    // Walks that are here stay as they are: they are packed when nothing else is to be done.
    connection.createObjectStore('packs', { keyPath: ['walkId', 'index'] });
    connection.createObjectStore('packBytes', { keyPath: ['walkId', 'index'] });
  }
  if (oldVersion < 3) connection.createObjectStore('overviews', { keyPath: 'walkId' });
}
