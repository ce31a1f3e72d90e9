import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SIGN_KEY, signKey } from '../../components/seen/sign-keys';
import SignPanel from '../../components/seen/SignPanel.svelte';
import { markWord, SIGN_GROUPS, signWord, STRESS_LEVELS, stressWords } from '../../lib/charts/sign-words';
import { BODY_SIGNS, type BodySign } from '../../lib/walk/body-sign';
import type { Mark } from '../../lib/walk/walk';

afterEach(cleanup);

const mark = (over: Partial<Mark> = {}): Mark => ({
  id: 'm1',
  walkId: 'w1',
  tMs: 133_000,
  kind: 'sign',
  text: 'hisses',
  createdAtMs: 0,
  deletedAtMs: null,
  ...over,
});

function panel(last: Mark | null = null) {
  const onMark = vi.fn();
  const onTakeBack = vi.fn();
  render(SignPanel, { onMark, last, onTakeBack });
  return { onMark, onTakeBack, user: userEvent.setup() };
}

describe('the panel of what the owner sees', () => {
  it('has a button and a key of its own for every sign', () => {
    const shown = SIGN_GROUPS.flatMap(({ signs }): readonly BodySign[] => signs);
    expect([...shown].sort()).toEqual([...BODY_SIGNS].sort());
    const keys = Object.values(SIGN_KEY);
    expect(new Set(keys).size).toBe(BODY_SIGNS.length);
    // Taken: marking, the word on events, the replay, stress, notes.
    for (const key of [...'mynuaw 012345']) expect(keys).not.toContain(key);
    for (const sign of BODY_SIGNS) expect(signKey(SIGN_KEY[sign])).toEqual({ sign });
  });

  it('marks with one click', async () => {
    const { onMark, user } = panel();
    await user.click(screen.getByRole('button', { name: /^Flicks/ }));
    expect(onMark).toHaveBeenLastCalledWith({ kind: 'sign', text: 'tail-flicks' });
    await user.click(screen.getByRole('button', { name: /Afraid/ }));
    expect(onMark).toHaveBeenLastCalledWith({ kind: 'stress', text: '4' });
    expect(onMark).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['h', { kind: 'sign', text: 'hisses' }],
    ['H', { kind: 'sign', text: 'hisses' }],
    ['t', { kind: 'sign', text: 'treat-taken' }],
    ['3', { kind: 'stress', text: '3' }],
    ['6', { kind: 'sign', text: 'startled-dog' }],
  ])('marks with the key %s', async (key, expected) => {
    const { onMark } = panel();
    await fireEvent.keyDown(window, { key });
    expect(onMark).toHaveBeenCalledExactlyOnceWith(expected);
  });

  it('leaves keys alone that mean something else, or belong to a shortcut', async () => {
    const { onMark } = panel();
    for (const key of ['m', 'y', 'n', 'u', ' ', 'Enter', 'ArrowLeft'])
      await fireEvent.keyDown(window, { key });
    await fireEvent.keyDown(window, { key: 'h', ctrlKey: true });
    await fireEvent.keyDown(window, { key: 'h', repeat: true });
    expect(onMark).not.toHaveBeenCalled();
  });

  it('is one stop for Tab, with arrow keys inside', async () => {
    const { onMark, user } = panel();
    const buttons = screen.getAllByRole('button').filter((button) => button.closest('.taps'));
    expect(buttons).toHaveLength(BODY_SIGNS.length + STRESS_LEVELS.length);
    expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1);
    buttons[0]!.focus();
    await user.keyboard('{ArrowRight}{ArrowDown}');
    expect(document.activeElement).toBe(buttons[2]);
    await user.keyboard('{ArrowLeft}{Enter}');
    expect(onMark).toHaveBeenLastCalledWith({ kind: 'stress', text: '1' });
    await user.keyboard('{End}{ArrowRight}');
    expect(document.activeElement).toBe(buttons[0]);
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(buttons.at(-1));
    expect(buttons.filter((button) => button.tabIndex === 0)).toEqual([buttons.at(-1)]);
    await user.tab();
    expect(document.activeElement).toBe(screen.getByLabelText(/Note/));
  });

  it('takes a note without taking its letters for signs', async () => {
    const { onMark, user } = panel();
    await user.keyboard('w');
    expect(document.activeElement).toBe(screen.getByLabelText(/Note/));
    await user.keyboard('shy at the gate');
    expect(onMark).not.toHaveBeenCalled();
    await user.keyboard('{Enter}');
    expect(onMark).toHaveBeenCalledExactlyOnceWith({ kind: 'note', text: 'shy at the gate' });
    expect(screen.getByLabelText<HTMLTextAreaElement>(/Note/).value).toBe('');
  });

  it('says of 10,000 letters what to do, and loses none', async () => {
    const { onMark, user } = panel();
    const field = screen.getByLabelText<HTMLTextAreaElement>(/Note/);
    await fireEvent.input(field, { target: { value: 'x'.repeat(10_000) } });
    await user.click(screen.getByRole('button', { name: 'Add note' }));
    expect(onMark).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toContain('2,000 fit');
    expect(field.value).toHaveLength(10_000);
  });

  it('says what the last tap did, and takes it back by button and key', async () => {
    const { onTakeBack, user } = panel(mark());
    expect(screen.getByRole('status').textContent).toBe('Hisses, 2:13');
    await user.click(screen.getByRole('button', { name: 'Take it back' }));
    await fireEvent.keyDown(window, { key: 'Backspace' });
    expect(onTakeBack.mock.calls).toEqual([['m1'], ['m1']]);
  });
});

describe('words for marks', () => {
  it('has one for every sign and level, and none that judges the cat', () => {
    const words = [
      ...BODY_SIGNS.map(signWord),
      ...STRESS_LEVELS.map(stressWords).flatMap(({ word, sign }) => [word, sign]),
    ];
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).not.toMatch(/bad|naughty|stubborn|aggressi|fail/i);
  });

  it.each([
    [mark(), 'Hisses'],
    [mark({ kind: 'stress', text: '4' }), 'Stress 4: afraid'],
    [mark({ text: 'wags' }), 'wags'],
    [mark({ kind: 'stress', text: '9' }), 'Stress 9'],
    [mark({ kind: 'moment', text: '' }), 'Marked moment'],
  ])('names a mark', (given, word) => {
    expect(markWord(given)).toBe(word);
  });
});
