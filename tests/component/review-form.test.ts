import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import ReviewForm from '../../components/walk/ReviewForm.svelte';

afterEach(cleanup);

describe('the review of a walk', () => {
  it('is done in two taps', async () => {
    const onReview = vi.fn();
    render(ReviewForm, { review: null, onReview });
    const user = userEvent.setup();
    expect(screen.queryAllByRole('radio', { checked: true })).toEqual([]);
    await user.click(screen.getByLabelText(/Alert/));
    expect(onReview).toHaveBeenLastCalledWith({ stress: 1, foodTaken: null, note: '' });
    await user.click(screen.getByLabelText('Yes'));
    expect(onReview).toHaveBeenLastCalledWith({ stress: 1, foodTaken: true, note: '' });
    expect(onReview).toHaveBeenCalledTimes(2);
  });

  it('asks for step 10, and keeps the answer beside the two taps', async () => {
    const onReview = vi.fn();
    render(ReviewForm, { review: null, onReview });
    const user = userEvent.setup();
    const group = screen.getByRole('group', { name: /Step 10.*praise and a treat, indoors/ });
    await user.click(within(group).getByLabelText('It is done'));
    expect(onReview).toHaveBeenLastCalledWith({ stress: null, foodTaken: null, endedWell: true, note: '' });
    await user.click(screen.getByLabelText(/Relaxed/));
    await user.click(within(group).getByLabelText('Not this time'));
    expect(onReview).toHaveBeenLastCalledWith({ stress: 0, foodTaken: null, endedWell: false, note: '' });
  });

  it('keeps where it was, with earlier places as suggestions, and lets it be taken back', async () => {
    const onReview = vi.fn();
    const { rerender } = render(ReviewForm, { review: null, places: ['Fire escape', 'Garden'], onReview });
    const user = userEvent.setup();
    const field = screen.getByLabelText<HTMLInputElement>(/Where was it/);
    const offered = [...document.querySelectorAll(`#${field.getAttribute('list')} option`)];
    expect(offered.map((option) => option.getAttribute('value'))).toEqual([
      'Fire escape',
      'Garden',
      'Indoors',
      'Street',
      'Park',
    ]);
    await user.type(field, ' Fire escape{Tab}');
    const said = { stress: null, foodTaken: null, note: '', place: 'Fire escape' };
    expect(onReview).toHaveBeenLastCalledWith(said);
    await rerender({ review: said, places: ['Fire escape'], onReview });
    await user.clear(field);
    await user.tab();
    expect(onReview).toHaveBeenLastCalledWith({ ...said, place: '' });
  });

  it('asks how it went where only the owner can say, with what good looks like', async () => {
    const onReview = vi.fn();
    render(ReviewForm, { review: null, goodAsked: 'The cat comes near by itself.', onReview });
    const group = screen.getByRole('group', { name: 'The cat comes near by itself. Was it so?' });
    await userEvent.setup().click(within(group).getByLabelText('Not yet'));
    expect(onReview).toHaveBeenLastCalledWith({ stress: null, foodTaken: null, good: false, note: '' });
  });

  it('says that an answer is kept, and what is still open', async () => {
    render(ReviewForm, { review: null, onReview: vi.fn() });
    const user = userEvent.setup();
    await user.click(screen.getByLabelText(/Alert/));
    expect(screen.getByRole('status').textContent).toBe('Kept. And the food?');
    await user.click(screen.getByLabelText('Yes'));
    expect(screen.getByRole('status').textContent).toBe('Kept.');
  });

  it('tells “no” from “not offered”', async () => {
    const onReview = vi.fn();
    render(ReviewForm, { review: null, onReview });
    const user = userEvent.setup();
    await user.click(screen.getByLabelText('No'));
    expect(onReview).toHaveBeenLastCalledWith({ stress: null, foodTaken: false, note: '' });
    await user.click(screen.getByLabelText('Not offered'));
    expect(onReview).toHaveBeenLastCalledWith({ stress: null, foodTaken: null, note: '' });
    expect(screen.getByLabelText<HTMLInputElement>('Not offered').checked).toBe(true);
  });

  it('names all six levels of stress', () => {
    render(ReviewForm, { review: { stress: 5, foodTaken: false, note: 'A dog.' }, onReview: vi.fn() });
    for (const word of ['Relaxed', 'Alert', 'Unsure', 'Tense', 'Afraid', 'Terrified'])
      expect(screen.getByText(word)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/Terrified/).checked).toBe(true);
    expect(screen.getByLabelText<HTMLInputElement>('No').checked).toBe(true);
    expect(screen.getByLabelText<HTMLTextAreaElement>(/Note/).value).toBe('A dog.');
  });

  it('keeps a note that is too long, and says by how much', async () => {
    const onReview = vi.fn();
    render(ReviewForm, { review: null, onReview });
    const note = screen.getByLabelText<HTMLTextAreaElement>(/Note/);
    await fireEvent.input(note, { target: { value: 'x'.repeat(10_000) } });
    await fireEvent.change(note);
    expect(screen.getByRole('alert').textContent).toContain('10,000 letters; 2,000 fit');
    expect(note.value).toHaveLength(10_000);
    expect(onReview).not.toHaveBeenCalled();
    await fireEvent.input(note, { target: { value: ' Sniffed a lot. ' } });
    await fireEvent.change(note);
    expect(onReview).toHaveBeenLastCalledWith({ stress: null, foodTaken: null, note: 'Sniffed a lot.' });
  });
});
