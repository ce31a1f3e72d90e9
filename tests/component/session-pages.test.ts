import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import SessionPage from '../../components/pages/SessionPage.svelte';
import SessionReviewPage from '../../components/pages/SessionReviewPage.svelte';
import { sessionStep } from '../../lib/app/plan-views';
import { NO_SCORES } from '../../lib/walk/session-scores';
import { verdict, walk } from './samples';

afterEach(cleanup);

function open(stepNumber = 2, scores = NO_SCORES) {
  const calls = {
    onTry: vi.fn(),
    onTreat: vi.fn(),
    onTakeBack: vi.fn(),
    onMark: vi.fn(),
    onTakeBackMark: vi.fn(),
    onEnd: vi.fn(),
  };
  const { rerender } = render(SessionPage, {
    catName: 'Mina',
    step: sessionStep(stepNumber),
    elapsedMs: 65_000,
    scores,
    marks: [],
    advice: null,
    ...calls,
  });
  return { user: userEvent.setup(), rerender, ...calls };
}
const scored = {
  treatsMs: [1000, 2000],
  trials: [
    { tMs: 500, good: true },
    { tMs: 900, good: false },
  ],
};

describe('after a session with a struggle', () => {
  it('says what it asks of the next one, with the source', () => {
    const source = { name: 'An article', ours: false };
    const shown = { walk, stepTitle: 'Wear it loosely', verdict, onReview: vi.fn(), onDone: vi.fn() };
    const { rerender } = render(SessionReviewPage, shown);
    expect(screen.queryByRole('heading', { name: 'Next time' })).toBeNull();
    return rerender({ ...shown, nextTime: [{ code: 'chews-harness', source }] }).then(() => {
      expect(screen.getByRole('heading', { name: 'Next time' })).toBeTruthy();
      expect(screen.getByText(/a look at the fit/).textContent).toContain('An article');
    });
  });
});

describe('a session without a tag', () => {
  it('says how, what good looks like, and how long it has been', () => {
    open();
    expect(screen.getByText('Give a treat each time the cat comes near it.')).toBeTruthy();
    expect(screen.getByText(/takes a treat beside it/)).toBeTruthy();
    expect(screen.getByTestId('elapsed').textContent).toBe('1:05');
  });

  it('scores and counts with one key each', async () => {
    const { user, onTry, onTreat, onTakeBack, onMark } = open(2, scored);
    await user.keyboard('yntum');
    expect(onTry.mock.calls).toEqual([[true], [false]]);
    for (const call of [onTreat, onTakeBack]) expect(call).toHaveBeenCalledOnce();
    expect(onMark).toHaveBeenCalledExactlyOnceWith({ kind: 'moment' });
  });

  it('scores and counts with one tap each, and says what the tap did', async () => {
    const { user, onTry, onTreat } = open(2, scored);
    expect(screen.getByTestId('tries').textContent).toBe('1 of 2 good');
    expect(screen.getByTestId('treats').textContent).toBe('2');
    await user.click(screen.getByRole('button', { name: 'Not yet' }));
    expect(onTry).toHaveBeenCalledExactlyOnceWith(false);
    expect(screen.getByText('Not yet, at 1:05.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^\d+ Treat$/ }));
    expect(onTreat).toHaveBeenCalledOnce();
  });

  it('scores no tries where the session counts as a whole', async () => {
    const { user, onTry } = open(7);
    expect(screen.queryByRole('button', { name: 'Good try' })).toBeNull();
    await user.keyboard('yn');
    expect(onTry).not.toHaveBeenCalled();
  });

  it('marks what is seen with one key, and counts a treat that is taken as a treat', async () => {
    const { user, onMark, onTreat } = open(7);
    await user.keyboard('l3t');
    expect(onMark.mock.calls).toEqual([
      [{ kind: 'sign', text: 'ears-flat' }],
      [{ kind: 'stress', text: '3' }],
    ]);
    expect(onTreat).toHaveBeenCalledOnce();
  });

  it('has nothing to take back before the first tap', async () => {
    const { user, onTakeBack } = open();
    await user.keyboard('u');
    expect(onTakeBack).not.toHaveBeenCalled();
  });

  it('asks before it ends, and keys do nothing meanwhile', async () => {
    const { user, onEnd, onTreat } = open();
    await user.click(screen.getByRole('button', { name: 'End session' }));
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toContain('Praise and a treat');
    await user.keyboard('t');
    expect(onTreat).not.toHaveBeenCalled();
    expect(onEnd).not.toHaveBeenCalled();
    await user.click(dialog.querySelector('button')!);
    expect(onEnd).toHaveBeenCalledOnce();
  });
});

describe('after it', () => {
  it('shows what was counted, asks two taps, and says what next', async () => {
    const onReview = vi.fn();
    const onDone = vi.fn();
    render(SessionReviewPage, {
      walk: { ...walk, tags: [], stepNumber: 2, session: scored },
      stepTitle: 'Meet the harness',
      verdict,
      onReview,
      onDone,
    });
    expect(screen.getByText('1 of 2 good')).toBeTruthy();
    expect(screen.getByText('2 treats.')).toBeTruthy();
    expect(screen.getByTestId('decision')).toBeTruthy();
    const user = userEvent.setup();
    await user.click(screen.getByLabelText(/Relaxed/));
    expect(onReview).toHaveBeenCalledExactlyOnceWith({ stress: 0, foodTaken: null, note: '' });
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(onDone).toHaveBeenCalledOnce();
  });
});
