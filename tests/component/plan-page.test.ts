import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import PlanPage from '../../components/pages/PlanPage.svelte';
import type { Plan } from '../../lib/training/plan-schema';
import type { HalfStep } from '../../lib/walk/half-step';
import { HALF_STEP_WORDS } from '../../lib/app/plan-words';
import { withHalfSteps as withWords } from '../../lib/training/half-steps';
import { DEFAULT_PLAN } from '../../lib/training/plan';
import { cat } from './samples';

const withHalfSteps = (plan: Plan, halfSteps: readonly HalfStep[]) =>
  withWords(plan, halfSteps, HALF_STEP_WORDS);

afterEach(cleanup);

const NO_FILE = { fileName: '', problems: null, pending: null };

function page(over: Record<string, unknown> = {}) {
  const calls = {
    onSplit: vi.fn(),
    onTakeOut: vi.fn(),
    onSave: vi.fn(),
    onOpen: vi.fn(),
    onUse: vi.fn(),
    onCancel: vi.fn(),
    onShipped: vi.fn(),
    onDismissUndo: vi.fn(),
  };
  render(PlanPage, {
    plan: DEFAULT_PLAN,
    cat,
    easierFor: (n: number) => (n > 1 && n < 10 ? (['length', 'distance'] as const) : []),
    shipped: true,
    file: NO_FILE,
    undoable: null,
    ...calls,
    ...over,
  });
  return { ...calls, user: userEvent.setup() };
}

const stepCard = (title: string) => screen.getByText(title).closest('details')!;

describe('the page of the plan', () => {
  it('shows every step with purpose, how, good, time, unit and criteria, and where each comes from', () => {
    page();
    for (const step of DEFAULT_PLAN.steps) {
      const card = within(stepCard(step.title));
      for (const text of [step.purpose, step.good, ...step.how, ...step.criteria.map(({ text }) => text)])
        expect(card.getByText(text)).toBeTruthy();
      const sources = stepCard(step.title).querySelectorAll('.source');
      expect(sources).toHaveLength(step.criteria.length + (step.time ? 2 : 1));
    }
    const eight = within(stepCard('A quiet place outside'));
    expect(eight.getByText('5–10 min')).toBeTruthy();
    expect(eight.getAllByText('the tag')).toHaveLength(1);
    expect(eight.getAllByText('you')).toHaveLength(2);
    expect(eight.getAllByText('ours').length).toBeGreaterThan(0);
  });

  it('opens the step that the cat is on, the lower one where the plan has it no more', () => {
    page({ cat: { ...cat, stepNumber: 7.5 } });
    const open = [...document.querySelectorAll('details[open]')];
    expect(open).toEqual([stepCard('Doors and windows')]);
    expect(open[0]!.textContent).toContain('Mina is here');
  });

  it('adds a half step: asks for the one thing that becomes easier', async () => {
    const { onSplit, user } = page();
    await user.click(within(stepCard('A quiet place outside')).getByText(/Add a half step/));
    await user.click(screen.getByRole('button', { name: 'Add the half step' }));
    expect(onSplit).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toContain('Choose one thing');
    await user.click(screen.getByLabelText('Shorter'));
    await user.type(screen.getByLabelText(/^How/), 'only the doormat');
    await user.click(screen.getByRole('button', { name: 'Add the half step' }));
    expect(onSplit).toHaveBeenCalledExactlyOnceWith(8, 'length', 'only the doormat');
  });

  it('says of a note of 10,000 letters what to do, and loses none of it', async () => {
    const { onSplit, user } = page();
    await user.click(within(stepCard('A quiet place outside')).getByText(/Add a half step/));
    await user.click(screen.getByLabelText('Shorter'));
    const field = screen.getByLabelText<HTMLInputElement>(/^How/);
    await user.click(field);
    await user.paste('x'.repeat(10_000));
    await user.click(screen.getByRole('button', { name: 'Add the half step' }));
    expect(onSplit).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toContain('10,000 letters');
    expect(field.value).toHaveLength(10_000);
  });

  it('takes out a half step of the cat’s own, and no other step', async () => {
    const halfSteps = [{ number: 7.5, easier: 'length', note: '' } as const];
    const { onTakeOut, user } = page({
      plan: withHalfSteps(DEFAULT_PLAN, halfSteps),
      cat: { ...cat, halfSteps },
    });
    const buttons = screen.getAllByText('Take this half step out');
    expect(buttons).toHaveLength(1);
    await user.click(buttons[0]!);
    expect(onTakeOut).toHaveBeenCalledExactlyOnceWith(7.5);
  });

  it('hands on a file, and the same file again', async () => {
    const { onOpen, user } = page();
    const file = new File(['{}'], 'plan.json', { type: 'application/json' });
    const input = screen.getByLabelText('A plan file');
    await user.upload(input, file);
    await user.upload(input, file);
    expect(onOpen).toHaveBeenCalledTimes(2);
    expect(onOpen).toHaveBeenLastCalledWith(file);
  });

  it('says of a bad file where and what, and that nothing was changed', () => {
    page({
      file: {
        fileName: 'mine.json',
        problems: [
          'step 8 › time: It must have fromMinutes below toMinutes.',
          'The file as a whole: It is not JSON.',
        ],
        pending: null,
      },
    });
    const alert = screen.getByRole('alert').textContent!;
    expect(alert).toContain('mine.json cannot be used as a plan');
    expect(alert).toContain('step 8 › time: It must have fromMinutes below toMinutes.');
    expect(alert).toContain('The file as a whole: It is not JSON.');
    expect(alert).toContain('Nothing was changed.');
  });

  it('shows in what a plan differs before it is used', async () => {
    const pending = {
      name: 'Gentler',
      changes: [{ place: 'rules, advanceGood, value', from: '4', to: '5' }],
    };
    const { onUse, user } = page({ file: { fileName: 'g.json', problems: null, pending } });
    const card = within(screen.getByRole('region', { name: 'The plan in the file' }));
    expect(card.getByText('One thing differs from the plan in use:')).toBeTruthy();
    expect(card.getByRole('listitem').textContent).toMatch(/advanceGood, value:\s*4\s*5/);
    await user.click(card.getByRole('button', { name: 'Use this plan' }));
    expect(onUse).toHaveBeenCalledOnce();
  });

  it('leads back to the shipped plan only from another one', () => {
    page();
    expect(screen.queryByRole('button', { name: /came with Catpace/ })).toBeNull();
    cleanup();
    page({ shipped: false });
    expect(screen.getByRole('button', { name: /came with Catpace/ })).toBeTruthy();
  });
});
