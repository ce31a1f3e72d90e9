import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kitWords } from '../../../lib/charts/kit-words';
import { kitNotes, TAG_SHARE } from '../../../lib/training/kit-notes';

const kit = { leash: null, leashM: null, tagG: null };

describe('what there is to say about a kit', () => {
  it('says nothing about a kit that is as it should be, or not known', () => {
    expect(kitNotes(kit, null)).toEqual([]);
    expect(kitNotes({ leash: 'light-nylon', leashM: 1.5, tagG: 40 }, 4)).toEqual([]);
  });

  it('warns of a retractable leash with the reason and what to take instead', () => {
    const [note] = kitNotes({ ...kit, leash: 'retractable' }, 4);
    expect(note).toMatchObject({ about: 'leash', source: { ours: false } });
    expect(kitWords(note!)).toMatch(/unsafe.*light nylon/);
  });

  it.each([
    [1.1, 'short'],
    [3, 'long'],
  ])('calls a leash of %s m %s', (leashM, word) => {
    expect(kitWords(kitNotes({ ...kit, leashM }, null)[0]!)).toContain(`${leashM} m is ${word}`);
  });

  it.each([
    [80, 4, null],
    [81, 4, '2.1%'],
    [130, 4.3, '3.1%'],
    [70, 3, '2.4%'],
  ])('a tag of %s g on a cat of %s kg: %s', (tagG, bodyKg, share) => {
    const notes = kitNotes({ ...kit, tagG }, bodyKg);
    if (share === null) expect(notes).toEqual([]);
    else expect(kitWords(notes[0]!)).toContain(`${tagG} g is ${share} of ${bodyKg} kg`);
  });

  it('speaks of the tag just when it is heavier than its share, and the weight it calls fine is fine', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        (tagG, kg) => {
          const notes = kitNotes({ ...kit, tagG }, kg);
          expect(notes.length > 0).toBe(tagG > TAG_SHARE * kg * 1000);
          for (const note of notes)
            if (note.code === 'tag-heavy') expect(kitNotes({ ...kit, tagG: note.fineG }, kg)).toEqual([]);
        },
      ),
    );
  });
});
