import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkCatDraft } from '../../components/cat/cat-draft';
import CatForm from '../../components/cat/CatForm.svelte';

afterEach(cleanup);

function open(submitLabel?: string) {
  const onSave = vi.fn();
  render(CatForm, { name: 'Mina', bodyKg: 4.2, onSave, submitLabel });
  return {
    onSave,
    user: userEvent.setup(),
    name: screen.getByLabelText<HTMLInputElement>('Cat’s name'),
    weight: screen.getByLabelText<HTMLInputElement>(/Weight in kg/),
  };
}

describe('the form of a cat', () => {
  it.each([
    ['0', 'too light'],
    ['0,2', 'too light'],
    ['400', 'too heavy'],
    ['4500', 'too heavy'],
    ['heavy', 'as a number'],
    ['-4', 'as a number'],
    ['4.5.1', 'as a number'],
    ['1e1', 'as a number'],
  ])('refuses %s kg in words, and keeps what was typed', async (typed, words) => {
    const { user, weight, onSave } = open('Save');
    await user.clear(weight);
    await user.type(weight, typed);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByRole('alert').textContent).toContain(words);
    expect(weight.getAttribute('aria-invalid')).toBe('true');
    expect(weight.value).toBe(typed);
    expect(onSave).not.toHaveBeenCalled();
  });

  it.each([
    ['4.5', 4.5],
    ['4,5', 4.5],
    [' 5 kg ', 5],
    ['', null],
  ])('takes “%s” as %s', async (typed, bodyKg) => {
    const { user, weight, onSave } = open('Save');
    await user.clear(weight);
    if (typed) await user.type(weight, typed);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).toHaveBeenCalledExactlyOnceWith({ name: 'Mina', bodyKg });
    expect(screen.getByText('Saved.')).toBeTruthy();
  });

  it('asks for a name, and for one that fits', async () => {
    const { user, name, onSave } = open('Save');
    await user.clear(name);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByRole('alert').textContent).toContain('Give the cat a name');
    await user.type(name, 'M'.repeat(41));
    expect(screen.getByRole('alert').textContent).toContain('41 letters');
    expect(onSave).not.toHaveBeenCalled();
  });

  it('does not complain while one types', async () => {
    const { user, weight } = open('Save');
    await user.clear(weight);
    await user.type(weight, '0');
    expect(screen.queryByRole('alert')).toBeNull();
    await user.tab();
    expect(screen.queryByRole('alert')).not.toBeNull();
  });

  it('hands on each good change when it has no button', async () => {
    const { user, weight, onSave } = open();
    await user.clear(weight);
    await user.type(weight, '400');
    await user.tab();
    expect(onSave).not.toHaveBeenCalled();
    await user.clear(weight);
    await user.type(weight, '5');
    await user.tab();
    expect(onSave).toHaveBeenLastCalledWith({ name: 'Mina', bodyKg: 5 });
  });

  it('never lets a weight through that no cat has, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (typed) => {
        const { draft, weightError } = checkCatDraft('Mina', typed);
        expect(draft === null).toBe(weightError !== null);
        if (draft?.bodyKg != null) {
          expect(draft.bodyKg).toBeGreaterThanOrEqual(0.5);
          expect(draft.bodyKg).toBeLessThanOrEqual(20);
        }
      }),
    );
  });
});
