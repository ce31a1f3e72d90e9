import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import StartPage from '../../components/pages/StartPage.svelte';
import { catView, READINESS_QUESTIONS, startDone, START_PARTS } from '../../lib/app/cat-views';
import type { StartPart } from '../../lib/app/page-views';
import { sessionStep } from '../../lib/app/plan-views';
import { EMPTY_PROFILE } from '../../lib/walk/cat-profile';
import type { Cat } from '../../lib/walk/walk';
import { cat } from './samples';

afterEach(cleanup);

function open(part: StartPart, shown: Cat | null) {
  const calls = {
    onPart: vi.fn(),
    onCat: vi.fn(),
    onAnswer: vi.fn(),
    onTagChoice: vi.fn(),
    onStep: vi.fn(),
    onBegin: vi.fn(),
  };
  const view = catView(shown);
  render(StartPage, {
    part,
    parts: START_PARTS,
    done: startDone(shown, 0),
    cat: shown,
    profile: view.profile,
    readiness: view.readiness,
    readinessQuestions: READINESS_QUESTIONS,
    firstSteps: [1, 2].map((number) => sessionStep(number)),
    ...calls,
  });
  return { user: userEvent.setup(), ...calls };
}

describe('the first start', () => {
  it('keeps the name as soon as it is left, without a button', async () => {
    const { user, onCat, onPart } = open('cat', null);
    await user.type(screen.getByLabelText('Cat’s name'), 'Mina');
    await user.tab();
    expect(onCat).toHaveBeenLastCalledWith('Mina', null);
    await user.click(screen.getByRole('button', { name: 'Next: Ready?' }));
    expect(onPart).toHaveBeenCalledExactlyOnceWith('ready');
  });

  it('refuses a weight that no cat has, and keeps what was typed', async () => {
    const { user, onCat } = open('cat', cat);
    const weight = screen.getByLabelText<HTMLInputElement>(/Weight in kg/);
    await user.clear(weight);
    await user.type(weight, '400');
    await user.tab();
    expect(screen.getByRole('alert').textContent).toMatch(/too heavy/);
    expect(weight.value).toBe('400');
    expect(onCat).not.toHaveBeenCalled();
  });

  it('says where one is and what is done, and each part can be gone to', () => {
    open('tag', { ...cat, profile: { ...EMPTY_PROFILE, tagChoice: 'none' } });
    const parts = within(screen.getByRole('navigation')).getAllByRole('link');
    expect(parts.map((part) => part.getAttribute('href'))).toEqual(
      START_PARTS.map((part) => `#/start/${part}`),
    );
    expect(parts.map((part) => /done/.test(part.textContent ?? ''))).toEqual([true, false, true, false]);
    expect(parts[2]!.getAttribute('aria-current')).toBe('step');
  });

  it('a cat that is not ready gets the other things to do, and the way on stays open', () => {
    const readiness = { healthy: false, motivated: false, curious: false };
    open('ready', { ...cat, profile: { ...EMPTY_PROFILE, readiness } });
    expect(screen.getByText('A perch at the window')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Next: Tag or no tag' })).toBeTruthy();
  });

  it('ends with a step and the window to train in', async () => {
    const { user, onStep, onBegin } = open('step', { ...cat, stepNumber: 1 });
    expect(screen.getByText(/Never clip the leash to a collar/)).toBeTruthy();
    await user.click(screen.getByLabelText(/2\. Meet the harness/));
    expect(onStep).toHaveBeenCalledExactlyOnceWith(2);
    await user.click(screen.getByRole('button', { name: 'Open the training window' }));
    expect(onBegin).toHaveBeenCalledOnce();
  });
});
