import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkCatDraft } from '../../components/cat/cat-draft';
import { bodyMassText, checkBodyMass } from '../../components/cat/body-mass';
import CatForm from '../../components/cat/CatForm.svelte';
import { chooseMassUnit } from '../../lib/words/units-in-use';

afterEach(() => {
  cleanup();
  chooseMassUnit('kg');
});

function open(submitLabel?: string) {
  const onSave = vi.fn();
  render(CatForm, { name: 'Mina', bodyKg: 4.2, onSave, submitLabel });
  return {
    onSave,
    user: userEvent.setup(),
    name: screen.getByLabelText<HTMLInputElement>('Cat’s name'),
    weight: screen.getByLabelText<HTMLInputElement>(/Weight in (kg|lb)/),
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
    ['9 lb', 4.082],
    ['４．５', 4.5],
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

  it('is in pounds where the owner weighs so, and takes kilograms all the same', async () => {
    chooseMassUnit('lb');
    const { user, weight, onSave } = open('Save');
    expect(weight.labels![0]!.textContent).toContain('Weight in lb');
    expect(weight.value).toBe('9.26');
    const save = screen.getByRole('button', { name: 'Save' });
    await user.click(save);
    expect(onSave).toHaveBeenLastCalledWith({ name: 'Mina', bodyKg: 4.2 });
    for (const [typed, bodyKg] of [
      ['9,5', 4.309],
      ['4.3 kg', 4.3],
    ] as const) {
      await user.clear(weight);
      await user.type(weight, typed);
      await user.click(save);
      expect(onSave).toHaveBeenLastCalledWith({ name: 'Mina', bodyKg });
    }
    await user.clear(weight);
    await user.type(weight, '400');
    await user.click(save);
    expect(screen.getByRole('alert').textContent).toContain('Most cats weigh 6.6 lb to 15.4 lb');
  });

  it.each(['kg', 'lb'] as const)('keeps a weight to the gram that nobody changed, in %s', (unit) => {
    chooseMassUnit(unit);
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 20, noNaN: true }), (kg) => {
        expect(checkBodyMass(bodyMassText(kg), kg)).toEqual({ bodyKg: kg, error: null });
      }),
    );
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
