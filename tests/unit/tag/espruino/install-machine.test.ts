import { describe, expect, it } from 'vitest';
import {
  beginInstall,
  type Installation,
  type InstallEvent,
  type InstallOptions,
  stepInstall,
} from '../../../../lib/tag/espruino/installer';
import { crc32, latin1 } from '../../../../lib/tag/espruino/protocol';

const OPTIONS: InstallOptions = {
  program: `var VERSION = '7.8.9';\n${'x'.repeat(5000)}`,
  wiring: null,
  replace: false,
};
const FINGERPRINT = [OPTIONS.program.length, crc32(latin1(OPTIONS.program))];
const answer = (value: unknown): InstallEvent => ({ type: 'answer', value });
const inspection = (firmware: string, board = 'PUCKJS', isTaken = false): InstallEvent =>
  answer([firmware, board, null, isTaken, 1]);

/** What a board that does everything right says to an installation. */
function goodBoard({ phase, action }: Installation, firmware: string): InstallEvent {
  if (action.type === 'run') return { type: 'waited' };
  if (action.type === 'send') return { type: 'ack' };
  if (phase === 'inspecting') return inspection(firmware);
  if (phase === 'clearing') return answer(30_000);
  return answer(phase === 'verifying' ? FINGERPRINT : true);
}

/** Every state on the way, with another answer where `instead` has one. */
function walk(
  firmware: string,
  instead: (installation: Installation, step: number) => InstallEvent | undefined = () => undefined,
): Installation[] {
  const states = [beginInstall(OPTIONS)];
  for (let step = 0; step < 500; step += 1) {
    const now = states.at(-1)!;
    if (now.action.type === 'done' || now.action.type === 'fail') return states;
    states.push(stepInstall(now, instead(now, step) ?? goodBoard(now, firmware)));
  }
  throw new Error('It does not come to an end');
}

const rises = (states: readonly Installation[]): boolean =>
  states.every(({ progress }, i) => i === 0 || progress >= states[i - 1]!.progress);

describe('an installation', () => {
  it('goes its way: in packets, or in lines', () => {
    for (const [firmware, kind] of [
      ['2v25', 'send'],
      ['2v24', 'ask'],
    ] as const) {
      const states = walk(firmware);
      const last = states.at(-1)!;
      expect(last.action).toMatchObject({ type: 'done', state: { installed: '7.8.9' } });
      expect(last.progress).toBe(1);
      expect(rises(states)).toBe(true);
      const pieces = states.filter(({ phase }) => phase === 'sending');
      expect(pieces.length).toBeGreaterThan(5);
      expect(pieces.every(({ action }) => action.type === kind)).toBe(true);
    }
  });

  it('makes nothing start before all is verified', () => {
    const states = walk('2v25');
    const verified = states.findLastIndex(({ phase }) => phase === 'verifying');
    const starts = states.findIndex(
      ({ action }) =>
        action.type === 'ask' &&
        action.expression.includes('.bootcde') &&
        action.expression.includes('write'),
    );
    expect(starts).toBeGreaterThan(verified);
  });

  it('stops what runs, and what would run, before any file goes', () => {
    const states = walk('2v25');
    const stop = states.findIndex(({ action }) => action.type === 'run' && action.code.includes('reset()'));
    const clear = states.findIndex(({ phase }) => phase === 'clearing');
    expect(stop).toBeGreaterThan(0);
    expect(clear).toBeGreaterThan(stop);
    expect(states[stop]!.action).toMatchObject({
      code: expect.stringContaining('erase(".bootcde")') as string,
    });
  });

  it('begins anew after a wrong fingerprint, its progress never falling, and gives up after three', () => {
    for (const wrong of [1, 2, 3]) {
      let verifications = 0;
      const states = walk('2v25', ({ phase }) =>
        phase === 'verifying' && (verifications += 1) <= wrong ? answer([1, 2]) : undefined,
      );
      expect(rises(states)).toBe(true);
      expect(states.at(-1)!.action).toMatchObject(
        wrong < 3 ? { type: 'done' } : { type: 'fail', code: 'install-failed' },
      );
      expect(states.at(-1)!.attempt).toBe(Math.min(3, wrong + 1));
    }
  });

  it('sends no packet twice: one that is not confirmed means beginning anew, in the end in lines', () => {
    for (const event of [{ type: 'nak' }, { type: 'silence' }] as const) {
      let packets = 0;
      const states = walk('2v25', ({ action }) =>
        action.type === 'send' && (packets += 1) % 3 === 0 ? event : undefined,
      );
      expect(states.at(-1)!.action.type).toBe('done');
      expect(states.at(-1)!.attempt).toBe(3);
      const last = states.filter(({ attempt, phase }) => attempt === 3 && phase === 'sending');
      expect(last.every(({ action }) => action.type === 'ask')).toBe(true);
    }
  });

  it('asks a silent board four times', () => {
    const states = walk('2v25', () => ({ type: 'silence' }));
    expect(states).toHaveLength(5);
    expect(states.at(-1)!.action).toMatchObject({ type: 'fail', code: 'board-silent' });
  });

  it.each([
    ['nonsense', answer('hello'), 'board-unknown'],
    ['another board', inspection('2v25', 'PIXLJS'), 'board-unknown'],
    ['no version', inspection('new'), 'board-unknown'],
    ['an old version', inspection('2v10'), 'firmware-too-old'],
    ['another program', inspection('2v25', 'PUCKJS', true), 'board-not-empty'],
  ] as const)('fails at once with %s', (_name, event, code) => {
    const end = stepInstall(beginInstall(OPTIONS), event);
    expect(end).toMatchObject({ phase: 'failed', action: { type: 'fail', code } });
  });

  it('needs room for all it brings', () => {
    const enough = walk('2v25', ({ phase }) => (phase === 'clearing' ? answer(5_200) : undefined));
    expect(enough.at(-1)!.action.type).toBe('done');
    const less = walk('2v25', ({ phase }) => (phase === 'clearing' ? answer(5_000) : undefined));
    expect(less.at(-1)!.action).toMatchObject({ type: 'fail', code: 'board-full' });
  });

  it('is not moved by what does not belong to it', () => {
    const begun = beginInstall(OPTIONS);
    expect(stepInstall(begun, { type: 'ack' })).toEqual(begun);
    expect(stepInstall(begun, { type: 'waited' })).toEqual(begun);
  });
});
