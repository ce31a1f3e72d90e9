import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fileFaultWords, filePlaceWords } from '../../../lib/app/file-fault-words';
import { faultOf } from '../../../lib/exchange/file-fault';
import * as schemas from '../../../lib/exchange/walk-schema';

const { CAT, CHOICE, CHUNK, CORRECTION, DETECTIONS, MARK, OVERVIEW, PHOTO, STORED_CHUNK, WALK } = schemas;
const SCHEMAS: Readonly<Record<string, v.GenericSchema>> = {
  CAT,
  CHOICE,
  CHUNK,
  CORRECTION,
  DETECTIONS,
  MARK,
  OVERVIEW,
  PHOTO,
  STORED_CHUNK,
  WALK,
};

/** Something of the shape of a record, and wrong anywhere: its keys are those that the schema asks for. */
const nearly = (schema: v.GenericSchema): fc.Arbitrary<unknown> => {
  const keys = Object.keys((schema as { entries?: object }).entries ?? { say: 1, kind: 1, subject: 1 });
  const leaf = fc.oneof(
    fc.constantFrom(
      null,
      undefined,
      NaN,
      -1,
      1.5,
      1e300,
      '',
      'x',
      true,
      [],
      {},
      [1],
      [{}],
      new ArrayBuffer(3),
    ),
    fc.anything(),
  );
  return fc.oneof(leaf, fc.record(Object.fromEntries(keys.map((key) => [key, leaf])), { requiredKeys: [] }));
};

describe('what a schema says of a bad record', () => {
  it.each(Object.entries(SCHEMAS))('%s: is a fault that has a sentence', (_, schema) => {
    fc.assert(
      fc.property(nearly(schema), (data) => {
        const result = v.safeParse(schema, data);
        for (const { message } of result.issues ?? [])
          expect(fileFaultWords(faultOf(message))).toMatch(/^It.*\.$/);
      }),
      { numRuns: 300 },
    );
  });
});

it('says where, in the reader’s words around the names of the file', () => {
  expect(filePlaceWords([{ part: 4 }, 'walks 1', 'bodyKg'])).toBe('part 4 › walks 1 › bodyKg');
  expect(filePlaceWords([{ line: 1_200 }])).toBe('line 1,200');
  expect(filePlaceWords([{ row: 7 }])).toBe('row 7');
});
