import { describe, expect, it } from 'vitest';
import { fileFaultWords } from '../../../lib/app/file-fault-words';
import { ExchangeError } from '../../../lib/exchange/exchange-error';
import { readWalksJson, walksJson } from '../../../lib/exchange/walks-json';
import { EMPTY_PROFILE } from '../../../lib/walk/cat-profile';
import { exampleCat } from '../../support/example-walk';
import { recordedWalk } from '../../support/recorded-walk';

const written = (...walks: ReturnType<typeof recordedWalk>[]): string =>
  [...walksJson({ cats: [exampleCat()], walks })].join('');

/** The error that a changed file gives. */
function errorOf(change: (file: never) => void): ExchangeError {
  const file = JSON.parse(written(recordedWalk(2_000)));
  change(file as never);
  return errorOfText(JSON.stringify(file));
}
function errorOfText(text: string): ExchangeError {
  try {
    readWalksJson(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ExchangeError);
    return error as ExchangeError;
  }
  throw new Error('read without an error');
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = any;

const reviewAt = (place: unknown) => ({ stress: null, foodTaken: null, note: '', place });

describe('walks as JSON', () => {
  const first = recordedWalk(4_000);
  const second = recordedWalk(2_000, {
    id: '01900000-0000-7000-8000-000000000002',
    catName: '</script>\u2028"',
  });
  second.corrections = second.corrections.map((said) => ({ ...said, id: `${said.id}-2` }));
  second.marks = second.marks.map((mark) => ({ ...mark, id: `${mark.id}-2` }));

  it('come back as the same records, and go out as the same bytes', () => {
    const text = written(first, second);
    const back = readWalksJson(text);
    expect(back).toEqual({ cats: [exampleCat()], walks: [first, second] });
    expect(back.walks[0]!.chunks[0]!.columns[0]!.counts).toBeInstanceOf(Int16Array);
    expect([...walksJson(back)].join('')).toBe(text);
  });

  it('keeps what the owner counted, said of a place, and told of the cat, hostile words too', () => {
    const hostile = `"><img src=x onerror=alert(1)>\u202e\u0000 '; DROP TABLE walks; -- \ud800`;
    const walk = {
      ...recordedWalk(1_000),
      walk: {
        ...recordedWalk(1_000).walk,
        review: { stress: 2 as const, foodTaken: true, note: hostile, place: hostile },
        session: { treatsMs: [5, 9], trials: [{ tMs: 7, good: false }], lastedMs: 60_000 },
      },
    };
    const cat = exampleCat({
      name: hostile,
      profile: {
        ...EMPTY_PROFILE,
        notes: hostile,
        birthDay: '2024-02-29',
        weighings: [{ day: '2026-03-14', kg: 4.2 }],
        harness: 'vest',
        leash: 'light-nylon',
        readiness: { healthy: true, time: false },
        tagChoice: 'none',
      },
    });
    const back = readWalksJson([...walksJson({ cats: [cat], walks: [walk] })].join(''));
    expect(back).toEqual({ cats: [cat], walks: [walk] });
  });

  it('keeps what a later version adds to a record', () => {
    const walk = { ...first, walk: { ...first.walk, weather: 'rain' } };
    expect(readWalksJson(written(walk)).walks[0]!.walk).toEqual(walk.walk);
  });

  it.each([
    ['empty', '', 'damaged'],
    ['cut off', written(first).slice(0, 5_000), 'damaged'],
    ['something else', '[1,2]', 'wrong-type'],
    ['null', 'null', 'wrong-type'],
    ['a plan', '{"steps":[]}', 'wrong-type'],
    ['of a future version', '{"format":"catpace-walks","version":2,"walks":[]}', 'newer-version'],
    ['without walks', '{"format":"catpace-walks","version":1,"cats":[],"walks":[]}', 'empty'],
  ])('refuses a file that is %s', (_, text, code) => {
    expect(errorOfText(text).code).toBe(code);
  });

  it.each<[string, (file: Loose) => void, string]>([
    ['a text for a number', (f) => (f.walks[0].walk.bodyKg = '4'), 'walks 1, walk, bodyKg'],
    [
      'a count beyond 16 bits',
      (f) => (f.walks[0].chunks[1].columns[0].counts[3] = 40_000),
      'walks 1, chunks 2, columns, 1, counts',
    ],
    [
      'a time that is none',
      (f) => (f.walks[0].chunks[0].columns[1].tMs[0] = null),
      'walks 1, chunks 1, columns, 2, tMs',
    ],
    [
      'lists of other lengths',
      (f) => f.walks[0].chunks[0].columns[0].seq.pop(),
      'walks 1, chunks 1, columns, 1',
    ],
    ['a tag that is not there', (f) => (f.walks[0].chunks[0].tag = 3), 'walks 1, chunks 1, tag'],
    ['a chunk twice', (f) => (f.walks[0].chunks[1].index = 0), 'walks 1, chunks 2, index'],
    ['a mark of another walk', (f) => (f.walks[0].marks[2].walkId = 'x'), 'walks 1, marks 3, walkId'],
    ['the same walk twice', (f) => f.walks.push(f.walks[0]), 'walks 2'],
    ['the same mark twice', (f) => (f.walks[0].marks[1].id = f.walks[0].marks[0].id), 'marks 2'],
    ['an id that is a path', (f) => (f.walks[0].walk.id = '../x'), 'walks 1, walk, id'],
    [
      'an event of no kind',
      (f) => (f.walks[0].detections[0].events[0].kind = 'panic'),
      'walks 1, detections 1, events, 1, kind',
    ],
    [
      'evidence that is a text',
      (f) => (f.walks[0].detections[0].events[0].evidence = 'trust me'),
      'walks 1, detections 1, events, 1, evidence',
    ],
    [
      'a figure of an event that is a text',
      (f) => (f.walks[0].detections[0].events[0].sdG = '<b>0</b>'),
      'walks 1, detections 1, events, 1, sdG',
    ],
    [
      'somebody else who pulled',
      (f) =>
        (f.walks[0].detections[0].events[0].puller = { who: 'dog', confidence: 1, knownMs: 1, evidence: [] }),
      'walks 1, detections 1, events, 1, puller, who',
    ],
    [
      'sensor trouble that is no list',
      (f) => (f.walks[0].detections[0].limits = 'none'),
      'walks 1, detections 1, limits',
    ],
    [
      'sensor trouble that counts in words',
      (f) => (f.walks[0].detections[0].limits = [{ kind: 'turning-tag', turns: 'many' }]),
      'walks 1, detections 1, limits, 1, turns',
    ],
    ['a gait that is a number', (f) => (f.walks[0].detections[0].gait = 5), 'walks 1, detections 1, gait'],
    ['a text without end', (f) => (f.walks[0].walk.catName = 'x'.repeat(30_000)), 'walks 1, walk, catName'],
    [
      'a word that says nothing',
      (f) => (f.walks[0].corrections[0].say = 'perhaps'),
      'walks 1, corrections 1, say',
    ],
    ['no marks', (f) => delete f.walks[0].marks, 'walks 1, marks'],
    [
      'a place that is no text',
      (f) => (f.walks[0].walk.review = reviewAt(7)),
      'walks 1, walk, review, place',
    ],
    [
      'a place as long as a book',
      (f) => (f.walks[0].walk.review = reviewAt('x'.repeat(201))),
      'walks 1, walk, review, place',
    ],
    ['a session that is a list', (f) => (f.walks[0].walk.session = []), 'walks 1, walk, session, treatsMs'],
    [
      'a treat at no time',
      (f) => (f.walks[0].walk.session = { treatsMs: ['now'], trials: [] }),
      'walks 1, walk, session, treatsMs, 1',
    ],
    [
      'a try that is neither good nor bad',
      (f) => (f.walks[0].walk.session = { treatsMs: [], trials: [{ tMs: 5, good: 'yes' }] }),
      'walks 1, walk, session, trials, 1, good',
    ],
    [
      'a session that lasts for ever',
      (f) => (f.walks[0].walk.session = { treatsMs: [], trials: [], lastedMs: 1e300 }),
      'walks 1, walk, session, lastedMs',
    ],
    [
      'a million treats',
      (f) => (f.walks[0].walk.session = { treatsMs: new Array(1e6).fill(1), trials: [] }),
      'walks 1, walk, session, treatsMs',
    ],
    ['a profile that is a text', (f) => (f.cats[0].profile = 'Miso'), 'cats 1, profile'],
    [
      'a birthday that is none',
      (f) => (f.cats[0].profile = { birthDay: '2026-02-40' }),
      'cats 1, profile, birthDay',
    ],
    [
      'a birthday with a script in it',
      (f) => (f.cats[0].profile = { birthDay: '2026-01-01<script>' }),
      'cats 1, profile, birthDay',
    ],
    [
      'a weight beyond any cat',
      (f) => (f.cats[0].profile = { weighings: [{ day: '2026-01-01', kg: 1e9 }] }),
      'cats 1, profile, weighings, 1, kg',
    ],
    ['a harness of no kind', (f) => (f.cats[0].profile = { harness: 'collar' }), 'cats 1, profile, harness'],
    [
      'an answer that is none',
      (f) => (f.cats[0].profile = { readiness: { healthy: 'javascript:alert(1)' } }),
      'cats 1, profile, readiness, healthy',
    ],
  ])('names the place of %s', (_, change, place) => {
    const { code, place: found, fault } = errorOf(change);
    expect(code).toBe('invalid');
    expect(found.join(', ')).toBe(place);
    expect(fileFaultWords(fault)).toMatch(/^It.*\.$/);
  });

  it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])(
    'refuses a key %s, however deep',
    (key) => {
      const text = written(recordedWalk(1_000)).replace(
        '"review":null',
        `"review":null,"${key}":{"polluted":true}`,
      );
      expect(errorOfText(text).code).toBe('invalid');
      expect(({} as Loose).polluted).toBeUndefined();
    },
  );

  it('refuses nesting without end', () => {
    const deep = `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`;
    const text = written(recordedWalk(1_000)).replace('"review":null', `"review":null,"more":${deep}`);
    expect(errorOfText(text).code).toBe('invalid');
  });
});
