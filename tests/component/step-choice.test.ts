import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import ChoiceList from '../../components/walk/ChoiceList.svelte';
import StepChoice from '../../components/walk/StepChoice.svelte';
import type { VerdictWords } from '../../lib/charts/verdict-words';
import { verdict as hold } from './samples';

afterEach(cleanup);

const steps = [6, 7, 7.5, 8, 9].map((number) => ({
  number,
  title: `Title ${number}`,
  minMs: null,
  maxMs: null,
}));

function choice(over: Partial<VerdictWords> = {}, kept = true) {
  const onChoose = vi.fn(() => Promise.resolve(kept));
  render(StepChoice, { verdict: { ...hold, ...over }, stepNumber: 8, steps, onChoose });
  return { onChoose, user: userEvent.setup() };
}

describe('the choice after a verdict', () => {
  it('follows the rule with one press', async () => {
    const { onChoose, user } = choice({ decision: 'advance', nextStepNumber: 9 });
    await user.click(screen.getByRole('button', { name: 'Go on to step 9' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(9, '');
    expect(screen.getByRole('status').textContent).toBe('Step 9 from now on.');
  });

  it('goes slower without a question', async () => {
    const { onChoose, user } = choice();
    await user.click(screen.getByRole('button', { name: 'Choose another step' }));
    await user.selectOptions(screen.getByLabelText('Step from now on'), '6');
    expect(screen.queryByLabelText(/Why now/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Take this step' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(6, '');
  });

  it('asks why where it goes faster, and keeps what was typed until it is saved', async () => {
    const { onChoose, user } = choice({}, false);
    await user.click(screen.getByRole('button', { name: 'Choose another step' }));
    await user.selectOptions(screen.getByLabelText('Step from now on'), '9');
    await user.click(screen.getByRole('button', { name: 'Take this step' }));
    expect(onChoose).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toContain('A few words will do');
    const why = screen.getByLabelText<HTMLTextAreaElement>(/Why now/);
    await user.type(why, 'She waits at the gate.');
    await user.click(screen.getByRole('button', { name: 'Take this step' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(9, 'She waits at the gate.');
    // It could not be saved: nothing typed is lost, and nothing is said to be done.
    expect(why.value).toBe('She waits at the gate.');
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('says of a reason of 10,000 letters what to do', async () => {
    const { onChoose, user } = choice();
    await user.click(screen.getByRole('button', { name: 'Choose another step' }));
    await user.selectOptions(screen.getByLabelText('Step from now on'), '9');
    const why = screen.getByLabelText<HTMLTextAreaElement>(/Why now/);
    await user.click(why);
    await user.paste('x'.repeat(10_000));
    await user.click(screen.getByRole('button', { name: 'Take this step' }));
    expect(onChoose).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toContain('2,000 fit');
    expect(why.value).toHaveLength(10_000);
  });

  it('takes a half step that the plan has, and leads to the plan where it has none yet', async () => {
    const { onChoose, user } = choice({ decision: 'split', nextStepNumber: 7.5, halfStepNumber: 7.5 });
    await user.click(screen.getByRole('button', { name: 'Take step 7½' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(7.5, '');
    cleanup();
    choice({ decision: 'split', nextStepNumber: 7.25, halfStepNumber: 7.25 });
    expect(screen.getByRole('link', { name: /half step/ }).getAttribute('href')).toBe('#/progress/plan');
  });
});

describe('what was chosen', () => {
  it('stands beside what the rule said, with the reason', () => {
    const base = {
      catId: 'c',
      atMs: Date.UTC(2026, 2, 5),
      fromStepNumber: 8,
      decision: 'hold',
      rule: '',
      walkIds: [],
    };
    render(ChoiceList, {
      timeZone: 'UTC',
      choices: [
        { ...base, id: '3', toStepNumber: 9, ruleStepNumber: 8, reason: 'She waits.' },
        { ...base, id: '2', toStepNumber: 7.5, ruleStepNumber: 8, reason: null },
        { ...base, id: '1', toStepNumber: 8, ruleStepNumber: 8, reason: null },
      ],
    });
    const [faster, slower, same] = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(faster).toContain('Step 9; the rule said step 8.');
    expect(faster).toContain('She waits.');
    expect(slower).toContain('Step 7½, slower than the rule.');
    expect(same).toContain('Step 8, as the rule said.');
  });
});
