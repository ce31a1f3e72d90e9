import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accelPath,
  decodeCommand,
  decodeHello,
  decodeMessage,
  decodeStatus,
  decodeVectors,
  encodeAnswer,
  encodeCommand,
  encodeData,
  encodeHelloAnswer,
  encodeVectors,
  isDone,
} from '../../../../lib/tag/movesense/protocol';
import { viewInside } from '../../../support/arbitrary-frames';

const text = (value: string) => [...new TextEncoder().encode(value)];

describe('Movesense commands', () => {
  it('are code, reference, path: with and without a zero at the end', () => {
    const path = accelPath(13);
    expect([...encodeCommand('subscribe', 99, path)]).toEqual([1, 99, ...text('/Meas/Acc/13')]);
    expect([...encodeCommand('subscribe', 99, path, { terminated: true })]).toEqual([
      1,
      99,
      ...text('/Meas/Acc/13'),
      0,
    ]);
    expect([...encodeCommand('hello', 7)]).toEqual([0, 7]);
  });

  it('are read alike with and without a zero at the end', () => {
    for (const terminated of [false, true])
      expect(decodeCommand(encodeCommand('get', 5, '/Meas/Acc/Config', { terminated }))).toEqual({
        command: 'get',
        reference: 5,
        path: '/Meas/Acc/Config',
      });
    expect(decodeCommand(Uint8Array.of(1))).toBeNull();
    expect(decodeCommand(Uint8Array.of(77, 1))).toBeNull();
  });
});

describe('Movesense responses', () => {
  it('reads an answer with its status as in HTTP', () => {
    const read = decodeMessage(viewInside(encodeAnswer(99, 404, [1, 2])));
    if (read.kind !== 'answer') throw new Error(read.kind);
    expect(read.reference).toBe(99);
    expect(decodeStatus(read.body)).toEqual({ status: 404, rest: Uint8Array.of(1, 2) });
    expect([200, 202, 199, 404, 429].map(isDone)).toEqual([true, true, false, false, false]);
    expect(decodeStatus(Uint8Array.of(200))).toBeNull();
  });

  it('reads hello, which has no status', () => {
    const texts = ['174630000192', 'Movesense', 'AA:BB', 'Default', '2.3.1'];
    const read = decodeMessage(viewInside(encodeHelloAnswer(1, 1, texts)));
    if (read.kind !== 'answer') throw new Error(read.kind);
    expect(decodeHello(read.body)).toEqual({
      version: 1,
      product: 'Movesense',
      appName: 'Default',
      appVersion: '2.3.1',
    });
    expect(decodeHello(Uint8Array.of(1))).toEqual({
      version: 1,
      product: null,
      appName: null,
      appVersion: null,
    });
    expect(decodeHello(new Uint8Array(0))).toBeNull();
  });

  it('reads samples: u32 ms, then vectors of f32', () => {
    const bytes = [2, 99, 0x10, 0x27, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0];
    const read = decodeMessage(viewInside(Uint8Array.from(bytes)));
    if (read.kind !== 'data') throw new Error(read.kind);
    expect(decodeVectors(read.body)).toEqual({ tMs: 10_000, values: Float32Array.of(1, -2, 0) });
  });

  it('takes a body whose length fits no whole vector for none', () => {
    const whole = encodeVectors(1, [1, 2, 3, 4, 5, 6]);
    expect(decodeVectors(whole)).not.toBeNull();
    for (const length of [0, 3, 4, 10, 27]) expect(decodeVectors(whole.subarray(0, length))).toBeNull();
  });

  it('tells the two parts of long data apart, and names what is wrong', () => {
    const part = (n: 1 | 2) => decodeMessage(viewInside(encodeData(9, Uint8Array.of(1), n)));
    expect([part(1), part(2)]).toMatchObject([
      { kind: 'data', part: 1 },
      { kind: 'data', part: 2 },
    ]);
    expect(decodeMessage(viewInside(Uint8Array.of(2)))).toEqual({ kind: 'fault', fault: 'truncated' });
    expect(decodeMessage(viewInside(Uint8Array.of(9, 1)))).toEqual({ kind: 'fault', fault: 'unknown-code' });
  });

  it('brings back every sample that a sensor encodes, at any offset', () => {
    const values = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), values, (tMs, axis) => {
        const xyz = axis.flatMap((value) => [value, -value, value / 2]).map(Math.fround);
        const read = decodeMessage(viewInside(encodeData(1, encodeVectors(tMs, xyz))));
        if (read.kind !== 'data') throw new Error(read.kind);
        expect(decodeVectors(read.body)).toEqual({ tMs, values: Float32Array.from(xyz) });
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = decodeMessage(viewInside(bytes));
        if (read.kind === 'fault') return;
        decodeHello(read.body);
        decodeStatus(read.body);
        const vectors = decodeVectors(read.body);
        if (vectors) expect(vectors.values.length * 4 + 4).toBe(read.body.length);
        decodeCommand(bytes);
      }),
      { numRuns: 2_000 },
    );
  });
});
