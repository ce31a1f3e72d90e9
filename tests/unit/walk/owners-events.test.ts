import { describe, expect, it } from 'vitest';
import type { WalkEvent } from '../../../lib/events/event';
import type { Correction, CorrectionSubject, OwnersSaying } from '../../../lib/walk/correction';
import { acceptedEvents, ownersEvents } from '../../../lib/walk/owners-events';
import { bolt, drag, freeze, shake, tension } from '../../support/example-detections';

/** Words said one after the other; each may name the one before by its place. */
function words(...sayings: OwnersSaying[]): Correction[] {
  return sayings.map((saying, i) => ({
    ...saying,
    id: `word-${i}`,
    walkId: 'w',
    createdAtMs: i,
    deletedAtMs: null,
  }));
}

const on = ({ kind, startMs, endMs }: WalkEvent): CorrectionSubject => ({
  by: 'detector',
  kind,
  startMs,
  endMs,
});

const FREEZE = freeze(10_000, 20_000);
const PULL = tension(30_000, 33_000, 'hard');
const BOLT = bolt(50_000, 52_000);
const DETECTED = [FREEZE, PULL, BOLT];

describe('the owner’s words on events', () => {
  it('leave the detections as they are where nothing was said', () => {
    const seen = ownersEvents(DETECTED, []);
    expect(seen.map(({ event }) => event)).toEqual(DETECTED);
    expect(seen.map(({ provenance, wordId }) => [provenance, wordId])).toEqual(
      DETECTED.map(() => ['detected', null]),
    );
  });

  it('confirm and reject; what is rejected is still shown, and no longer counted', () => {
    const before = structuredClone(DETECTED);
    const seen = ownersEvents(
      DETECTED,
      words({ say: 'confirm', subject: on(FREEZE) }, { say: 'reject', subject: on(BOLT) }),
    );
    expect(seen.map(({ provenance }) => provenance)).toEqual(['confirmed', 'detected', 'rejected']);
    expect(seen.map(({ wordId }) => wordId)).toEqual(['word-0', null, 'word-1']);
    expect(acceptedEvents(seen)).toEqual([FREEZE, PULL]);
    expect(DETECTED).toEqual(before);
  });

  it('let the newest word decide, in whatever order they are read', () => {
    const said = words(
      { say: 'reject', subject: on(BOLT) },
      { say: 'confirm', subject: on(BOLT) },
      { say: 'reject', subject: on(FREEZE) },
    );
    const provenances = (all: Correction[]) => ownersEvents(DETECTED, all).map((each) => each.provenance);
    expect(provenances(said)).toEqual(['rejected', 'detected', 'confirmed']);
    expect(provenances([...said].reverse())).toEqual(['rejected', 'detected', 'confirmed']);
  });

  it('count for nothing once taken back', () => {
    const [first, second] = words(
      { say: 'confirm', subject: on(BOLT) },
      { say: 'reject', subject: on(BOLT) },
    ) as [Correction, Correction];
    const seen = ownersEvents(DETECTED, [first, { ...second, deletedAtMs: 9 }]);
    expect(seen.at(-1)).toMatchObject({ provenance: 'confirmed', wordId: 'word-0' });
  });

  it('give an event another name: its measured figures belonged to the old one', () => {
    const [, renamed] = ownersEvents(DETECTED, words({ say: 'relabel', subject: on(PULL), toKind: 'drag' }));
    expect(renamed).toMatchObject({ provenance: 'relabelled', detected: PULL, key: 'tension@30000' });
    expect(renamed!.event).toMatchObject({ kind: 'drag', startMs: 30_000, endMs: 33_000, peakN: NaN });
    expect(renamed!.event.detectedMs).toBe(PULL.detectedMs);
  });

  it('a name given back is a confirmation, with the figures as measured', () => {
    const [, back] = ownersEvents(
      DETECTED,
      words(
        { say: 'relabel', subject: on(PULL), toKind: 'drag' },
        { say: 'relabel', subject: on(PULL), toKind: 'tension' },
      ),
    );
    expect(back).toMatchObject({ provenance: 'confirmed', event: PULL });
  });

  it('move an event, and keep its name and its figures', () => {
    const [moved] = ownersEvents(
      DETECTED,
      words({ say: 'move', subject: on(FREEZE), startMs: 12_000, endMs: 25_000 }),
    );
    expect(moved).toMatchObject({
      provenance: 'moved',
      event: { ...FREEZE, startMs: 12_000, endMs: 25_000 },
      subject: on(FREEZE),
    });
  });

  it('add what no detector found, to be moved, renamed and removed like any other', () => {
    const added = words({ say: 'add', kind: 'shake', startMs: 40_000, endMs: 41_000 });
    const subject: CorrectionSubject = { by: 'owner', correctionId: 'word-0' };
    const [, , one] = ownersEvents(DETECTED, added);
    expect(one).toMatchObject({ provenance: 'added', detected: null, subject, wordId: 'word-0' });
    expect(one!.event).toMatchObject({ kind: 'shake', startMs: 40_000, endMs: 41_000, rateHz: NaN });

    const later: OwnersSaying[] = [
      { say: 'add', kind: 'shake', startMs: 40_000, endMs: 41_000 },
      { say: 'relabel', subject, toKind: 'bolt' },
      { say: 'move', subject, startMs: 60_000, endMs: 61_000 },
    ];
    expect(ownersEvents(DETECTED, words(...later)).at(-1)).toMatchObject({
      provenance: 'added',
      event: { kind: 'bolt', startMs: 60_000, endMs: 61_000 },
      wordId: 'word-2',
    });
    expect(ownersEvents(DETECTED, words(...later, { say: 'reject', subject }))).toHaveLength(3);
  });

  it('find their event again when another version of the detectors has shifted it', () => {
    const shifted = [freeze(11_000, 20_500), PULL, bolt(50_200, 52_500)];
    const seen = ownersEvents(
      shifted,
      words({ say: 'reject', subject: on(FREEZE) }, { say: 'confirm', subject: on(BOLT) }),
    );
    expect(seen.map(({ provenance }) => provenance)).toEqual(['rejected', 'detected', 'confirmed']);
  });

  it('do not pass to a neighbour that shares less than half of the shorter one, nor to another kind', () => {
    const said = words({ say: 'reject', subject: on(FREEZE) });
    expect(ownersEvents([freeze(16_000, 24_000)], said).map((each) => each.provenance)).toEqual(['rejected']);
    expect(ownersEvents([freeze(17_000, 26_000)], said).map((each) => each.provenance)).toEqual(['detected']);
    expect(ownersEvents([drag(10_000, 20_000)], said).map((each) => each.provenance)).toEqual(['detected']);
  });

  it('keep what was confirmed and is found no longer; a rejection of nothing falls silent', () => {
    const seen = ownersEvents(
      [],
      words({ say: 'confirm', subject: on(FREEZE) }, { say: 'reject', subject: on(BOLT) }),
    );
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ provenance: 'confirmed', detected: null, wordId: 'word-0' });
    expect(seen[0]!.event).toMatchObject({ kind: 'freeze', startMs: 10_000, endMs: 20_000 });
  });

  it('hold for one of two alike: the one they overlap most', () => {
    const two = [shake(10_000, 11_000), shake(10_900, 12_000)];
    const seen = ownersEvents(two, words({ say: 'reject', subject: on(two[1]!) }));
    expect(seen.map(({ provenance }) => provenance)).toEqual(['detected', 'rejected']);
  });
});
