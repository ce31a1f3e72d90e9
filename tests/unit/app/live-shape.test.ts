import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLiveNews, isLiveRequest } from '../../../lib/app/live-shape';
import { unmeasuredEvent } from '../../../lib/walk/unmeasured-event';
import { EVENT_KINDS } from '../../../lib/walk/correction';
import { advice, bolt, feedItem, freeze, liveView, pull, trace, walk } from '../../component/samples';

const full = () =>
  liveView({
    tag: walk.tags[0]!,
    joined: [
      {
        link: 'reconnecting',
        error: 'link-lost',
        tag: null,
        batteryPercent: null,
        faults: ['load-cell'],
        counts: liveView().counts,
      },
    ],
    limits: [{ kind: 'no-tension' }, { kind: 'clipped-motion', samples: 9, ceilingG: 2 }],
    saveTrouble: { title: 'Full.', todo: 'Make room.' },
    advice: advice('a', 'Still.'),
    feed: [
      feedItem(freeze(1000), 'Still.'),
      feedItem(bolt(2000), 'Bolted.'),
      {
        ...feedItem(
          {
            ...pull(3000),
            puller: { who: 'hand', confidence: 0.7, knownMs: 1, evidence: [] },
            evidence: [{ measure: 'lastedMs', value: 5, bound: null }],
          },
          'Pull.',
        ),
        word: {
          provenance: 'confirmed',
          subject: { by: 'detector', kind: 'tension', startMs: 3000, endMs: 6000 },
          wordId: 'w',
        },
      },
      ...EVENT_KINDS.map((kind) => feedItem(unmeasuredEvent(kind, 0, 1), 'Added.')),
    ],
    lastMark: { id: 'm', walkId: 'w1', tMs: 1, kind: 'sign', text: 'x', createdAtMs: 1, deletedAtMs: null },
  });
const news = () => structuredClone({ type: 'view', view: full(), trace: trace() }) as unknown;

/** All places of plain data, as paths of keys. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function put(root: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = root as Record<string, unknown>;
  inner[key] = put(inner[key], rest, value);
  return root;
}

describe('messages between pages', () => {
  it('pass when they are what this Catpace says', () => {
    expect(isLiveNews(news())).toBe(true);
    expect(isLiveNews({ type: 'view', view: liveView(), trace: null })).toBe(true);
    expect(isLiveNews({ type: 'gone' })).toBe(true);
    for (const type of ['hello', 'mark', 'end']) expect(isLiveRequest({ type })).toBe(true);
  });

  it.each([
    ['of another version: more in it', ['view', 'mood'], 'calm'],
    ['of another version: a link state nobody knows', ['view', 'link'], 'teleporting'],
    ['of another version: an event nobody knows', ['view', 'feed', 0, 'event', 'kind'], 'purr'],
    ['with an error nobody knows', ['view', 'error'], 'constructor'],
    ['with a key of the language', ['view', 'feed', 0, 'event', 'kind'], '__proto__'],
    ['with a text without end', ['view', 'catName'], 'm'.repeat(1_000_000)],
    ['with a list without end', ['view', 'feed'], new Array(1_000_000).fill(null)],
    ['with a trace that is longer than its samples', ['trace', 'length'], 4],
    ['with a trace of no samples', ['trace', 'tMs'], { length: 3 }],
    ['with a view of another kind of object', ['view'], new Map()],
    ['with too little in it', ['view', 'bandsN'], {}],
  ])('fall %s', (_what, path, value) => {
    expect(isLiveNews(put(news(), path, value))).toBe(false);
  });

  it('fall with the language’s own keys in them', () => {
    const hostile: unknown = JSON.parse('{"type":"hello","__proto__":{"type":"end"}}');
    expect(isLiveRequest(hostile)).toBe(false);
    expect(isLiveRequest(Object.create({ type: 'end' }))).toBe(false);
    expect(isLiveRequest({ type: 'toString' })).toBe(false);
  });

  it('never throw, whatever is said', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withMap: true, withTypedArray: true }), (data) => {
        expect(isLiveRequest(data)).toBe(false);
        expect(isLiveNews(data)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('fall when any one part of them is something else', () => {
    const places = placesIn(news()).filter((path) => path.length > 0);
    expect(places.length).toBeGreaterThan(150);
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom<unknown>(undefined, [null], { __proto__: null, x: 1 }, () => 1, Symbol('x'), 1n),
        (path, value) => {
          // What may be absent may be undefined.
          fc.pre(!(value === undefined && ['word', 'puller'].includes(String(path.at(-1)))));
          expect(isLiveNews(put(news(), path, value)), path.join('.')).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
