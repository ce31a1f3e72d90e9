import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerIn,
  chunksOf,
  crc32,
  dataPacket,
  fileSendPacket,
  fingerprintOf,
  hasPackets,
  isAtLeast,
  latin1,
  literal,
  parseFirmware,
  questionLine,
  readUart,
  type UartEvent,
  writePiece,
} from '../../../../lib/tag/espruino/protocol';
import { EspruinoBoard } from '../../../support/espruino-board';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('firmware versions', () => {
  it('are read and compared as numbers', () => {
    expect(parseFirmware('2v25')).toEqual({ major: 2, minor: 25 });
    expect(parseFirmware('2v08.177')).toEqual({ major: 2, minor: 8 });
    expect(parseFirmware('1v99')).toEqual({ major: 1, minor: 99 });
    for (const wrong of ['', '2.25', 'v25', '2v', '2v25beta']) expect(parseFirmware(wrong)).toBeNull();
    expect(isAtLeast({ major: 2, minor: 9 }, { major: 2, minor: 11 })).toBe(false);
    expect(isAtLeast({ major: 3, minor: 0 }, { major: 2, minor: 11 })).toBe(true);
    expect(hasPackets({ major: 2, minor: 24 })).toBe(false);
    expect(hasPackets({ major: 2, minor: 25 })).toBe(true);
  });
});

describe('packets', () => {
  it('lie on the wire as README_Protocol.md shows', () => {
    // Its example gives the lengths in decimal; they are 0x19 = 25 and 0x0b = 11 bytes.
    expect(hex(fileSendPacket('hello.txt', 11))).toBe(
      `10016019${Buffer.from('{"fn":"hello.txt","s":11}').toString('hex')}`,
    );
    expect(hex(dataPacket(latin1('Hello World')))).toBe('1001800b48656c6c6f20576f726c64');
    expect(hex(dataPacket(new Uint8Array(1024)).subarray(0, 4))).toBe('10018400');
  });

  it('hold no more than 13 bits can say', () => {
    expect(dataPacket(new Uint8Array(8191))).toHaveLength(8195);
    expect(() => dataPacket(new Uint8Array(8192))).toThrow(RangeError);
  });
});

describe('questions', () => {
  it('run without echo and do not contain their own answer', () => {
    const line = text(questionLine('1+1', 7));
    expect(line.startsWith('\x10')).toBe(true);
    expect(line.endsWith('\n')).toBe(true);
    expect(answerIn(line, 7)).toBeUndefined();
  });

  it('find their answer behind prompts and echoes, and no other', () => {
    expect(answerIn('CP7:[1,"a"]', 7)).toEqual({ value: [1, 'a'] });
    expect(answerIn('\x1b[J>CP7:null', 7)).toEqual({ value: null });
    expect(answerIn('CP7:1', 8)).toBeUndefined();
    expect(answerIn('CP17:1', 7)).toBeUndefined();
    expect(answerIn('CP7:[1,', 7)).toBeUndefined();
    expect(answerIn('Uncaught Error', 7)).toBeUndefined();
  });

  it('are understood by the board', () => {
    const board = new EspruinoBoard({ kind: 'puck' });
    let printed = '';
    board.onPrint = (words) => (printed += words);
    board.storage.write('a', 'x\xffy');
    board.evaluate(text(questionLine(fingerprintOf('a'), 3)).slice(1));
    expect(answerIn(printed.trim(), 3)).toEqual({ value: [3, crc32(latin1('x\xffy'))] });
  });
});

describe('pieces without packets', () => {
  const board = new EspruinoBoard({ kind: 'puck' });
  const write = (piece: string, offset: number, size: number): unknown =>
    board.evaluate(writePiece('f', piece, offset, size));

  it('make up the file, and each may be written twice', () => {
    const whole = "var a = \"\\xff\\n\";\nvar b = 'it\\'s';\n";
    for (let at = 0; at < whole.length; at += 7) {
      const piece = whole.slice(at, at + 7);
      expect(write(piece, at, whole.length)).toBe(true);
      if (at > 0) expect(write(piece, at, whole.length)).toBe(true);
    }
    expect(board.storage.read('f')).toBe(whole);
  });

  it('do not change what lies there', () => {
    expect(() => write('other', 7, board.storage.read('f')!.length)).toThrow();
  });
});

describe('what the board says', () => {
  it('comes as lines and control letters, however it is cut', () => {
    const bytes = latin1('\r\n>CP1:[2]\r\n\x06\x13abc\x11\n\x15');
    const all = readUart('', bytes);
    expect(all).toEqual({
      rest: '',
      events: [{ line: '' }, { line: '>CP1:[2]' }, 'ack', 'pause', 'resume', { line: 'abc' }, 'nak'],
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length }), (chunkBytes) => {
        let rest = '';
        const events: UartEvent[] = [];
        for (const chunk of chunksOf(bytes, chunkBytes)) {
          const read = readUart(rest, chunk);
          rest = read.rest;
          events.push(...read.events);
        }
        expect({ rest, events }).toEqual(all);
      }),
    );
  });

  it('may be any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), (bytes, id) => {
        for (const event of readUart('', bytes).events)
          if (typeof event === 'object') answerIn(event.line, id);
      }),
    );
  });
});

describe('small things', () => {
  it('CRC-32 has its check value', () => {
    expect(crc32(latin1('123456789'))).toBe(0xcbf43926);
  });

  it('chunks make up the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 300 }), (bytes, size) => {
        const chunks = chunksOf(bytes, size);
        expect(Buffer.concat(chunks)).toEqual(Buffer.from(bytes));
        expect(chunks.every(({ length }) => length <= size)).toBe(true);
      }),
    );
  });

  it('letters beyond 8 bits are an error, not another letter', () => {
    expect(() => latin1('Katze 🐈')).toThrow(RangeError);
    expect(literal('a"b\\\n')).toBe('"a\\"b\\\\\\n"');
  });
});
