import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import PaceNote from '../../components/live/PaceNote.svelte';
import FittedTo from '../../components/walk/FittedTo.svelte';

const NEEDED = { neededMs: 300_000 };

describe('how far a cat’s pace is known', () => {
  afterEach(cleanup);

  it('is said with what is missing, while it is not', () => {
    render(PaceNote, { pace: { ...NEEDED, isFitted: false, walkedMs: 130_000 }, catName: 'Miso' });
    expect(screen.getByText('Uncalibrated')).toBeTruthy();
    expect(screen.getByText('2:10 of 5:00 walked')).toBeTruthy();
    const bar = screen.getByRole('progressbar', { name: 'Learning how Miso walks' });
    expect(bar.getAttribute('aria-valuenow')).toBe('130000');
  });

  it('promises the next walk once enough has been seen in this one', () => {
    render(PaceNote, { pace: { ...NEEDED, isFitted: false, walkedMs: 312_000 }, catName: '' });
    expect(screen.getByText('This cat’s pace is known from the next walk on.')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('300000');
  });

  it('takes no room once it is known', () => {
    const { container } = render(PaceNote, {
      pace: { ...NEEDED, isFitted: true, walkedMs: 400_000 },
      catName: 'Miso',
    });
    expect(container.textContent?.trim()).toBe('');
  });

  it('stands with each walk: by what it was judged', async () => {
    const { rerender } = render(FittedTo, { gait: null });
    expect(screen.getByTestId('fitted-to').textContent).toMatch(/^\s*Uncalibrated: bolts are judged/);
    await rerender({ gait: { walkedMs: 720_000, stillP50G: 0.0123, walkP95G: 0.4567 } });
    expect(screen.getByTestId('fitted-to').textContent).toMatch(
      /12 min of this cat’s own walk.*0\.46 g.*0\.012 g/s,
    );
  });
});
