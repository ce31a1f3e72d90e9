import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import CalibrationPage from '../../components/tag/CalibrationPage.svelte';
import { chooseForceUnit } from '../../lib/words/units-in-use';
import { checkMass } from '../../components/tag/mass-draft';

afterEach(() => {
  cleanup();
  chooseForceUnit('n');
});

function open(more: Record<string, unknown> = {}) {
  const calls = {
    onChoose: vi.fn(),
    onEmpty: vi.fn(),
    onWeight: vi.fn(),
    onAgain: vi.fn(),
    onBack: vi.fn(),
  };
  const none = { stage: 'none' as const, busy: false, trouble: null, tensionN: null, expectedN: 0 };
  render(CalibrationPage, { ...none, ...calls, ...more });
  return { ...calls, user: userEvent.setup() };
}
const button = (name: string): HTMLButtonElement => screen.getByRole('button', { name });

describe('calibrating', () => {
  it('goes step by step', async () => {
    const first = open();
    await first.user.click(button('Choose tag'));
    expect(first.onChoose).toHaveBeenCalledOnce();
    cleanup();
    const second = open({ stage: 'empty' });
    await second.user.click(button('Nothing hangs on it'));
    expect(second.onEmpty).toHaveBeenCalledOnce();
    cleanup();
    const third = open({ stage: 'weight' });
    await third.user.type(screen.getByLabelText('What it weighs'), '500 g{Enter}');
    expect(third.onWeight).toHaveBeenCalledExactlyOnceWith(0.5);
  });

  it('asks for a weight that can be right', async () => {
    const { onWeight, user } = open({ stage: 'weight' });
    await user.click(button('It hangs still'));
    expect(screen.getByText(/Write the weight as a number/)).toBeTruthy();
    await user.type(screen.getByLabelText('What it weighs'), '900');
    await user.click(button('It hangs still'));
    expect(screen.getByText(/Is it in grams/)).toBeTruthy();
    expect(onWeight).not.toHaveBeenCalled();
  });

  it.each([
    [9.8, 'and so says the tag'],
    [4, 'should say 9.8 N'],
    [null, 'Waiting for the tag'],
  ])('with %s N measured says "%s"', (tensionN, words) => {
    open({ stage: 'check', tensionN, expectedN: 9.80665 });
    expect(screen.getByRole('status').textContent).toContain(words);
  });

  it('says the pull in the owner’s unit', () => {
    chooseForceUnit('gf');
    open({ stage: 'check', tensionN: 9.8, expectedN: 9.80665 });
    expect(screen.getByTestId('tension').textContent).toBe('999 gf');
    expect(screen.getByRole('status').textContent).toContain('pulls with 1,000 gf');
  });

  it('measures one thing at a time', () => {
    open({ stage: 'empty', busy: true });
    expect(button('Measuring …').disabled).toBe(true);
  });
});

describe('checkMass', () => {
  it.each([
    ['1', 1],
    ['1,5 kg', 1.5],
    ['500g', 0.5],
    ['.75 KG', 0.75],
    ['2 lb', 0.907],
  ])('%s is %d kg', (text, massKg) => {
    expect(checkMass(text)).toEqual({ massKg });
  });

  it.each(['', 'a bottle', '0.1', '0', '60', '-1'])('"%s" is none', (text) => {
    expect(checkMass(text)).toHaveProperty('error');
  });
});
