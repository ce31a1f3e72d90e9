import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Lead from '../../components/lead/Lead.svelte';
import type { TensionLevel } from '../../lib/events/event';
import { BANDS } from './samples';

afterEach(cleanup);

const base = { bounds: BANDS, bodyKg: 4, activity: 'moving' as const };
const line = (): string => screen.getByTestId('lead-line').getAttribute('d')!;

describe('the lead', () => {
  it.each([
    [1, 'slack', 'The lead hangs loose'],
    [5, 'light', 'A light touch on the lead'],
    [8, 'pull', 'The lead is pulling'],
    [15, 'hard', 'The lead pulls hard'],
    [40, 'lunge', 'A lunge on the lead'],
  ] as [number, TensionLevel, string][])(
    'says %d N (%s) in words, number and meter',
    (tensionN, level, words) => {
      render(Lead, { ...base, tensionN, level });
      expect(screen.getByTestId('level').textContent).toBe(words);
      expect(screen.getByTestId('tension').textContent).toBe(tensionN.toFixed(1));
      const meter = screen.getByRole('meter', { name: 'Pull on the lead' });
      expect(meter.getAttribute('aria-valuetext')).toContain(`${tensionN.toFixed(1)} newtons`);
      expect(Number(meter.getAttribute('aria-valuenow'))).toBeLessThanOrEqual(BANDS.lungeN);
    },
  );

  it('moves the line when the pull changes', async () => {
    const { rerender } = render(Lead, { ...base, tensionN: 1, level: 'slack' });
    const slack = line();
    await rerender({ tensionN: 8, level: 'pull' });
    expect(line()).not.toBe(slack);
  });

  it('claims nothing without a reading', () => {
    render(Lead, { ...base, tensionN: null, level: null, activity: 'unknown' });
    expect(screen.getByTestId('level').textContent).toBe('No reading of the lead');
    expect(screen.getByTestId('tension').textContent).toBe('–');
    expect(screen.getByTestId('activity').textContent).toBe('not known');
    expect(screen.queryByText(/body weight/)).toBeNull();
    expect(screen.getByRole('meter').getAttribute('aria-valuetext')).toBe('no reading');
  });

  it('says who pulls', () => {
    render(Lead, { ...base, tensionN: 8, level: 'pull', activity: 'still', handPulls: true });
    expect(screen.getByTestId('level').textContent).toBe('The hand pulls');
    expect(screen.getByTestId('activity').textContent).toBe('still');
  });

  it('shows a bolt and a shake as such, but not when nothing is known', async () => {
    const { rerender } = render(Lead, { ...base, tensionN: 1, level: 'slack', bolting: true });
    expect(screen.getByTestId('activity').textContent).toBe('bolting');
    await rerender({ bolting: false, shaking: true });
    expect(screen.getByTestId('activity').textContent).toBe('shaking');
    await rerender({ activity: 'unknown' });
    expect(screen.getByTestId('activity').textContent).toBe('not known');
  });

  it('says when the weight is assumed', () => {
    render(Lead, { ...base, bodyKg: 4.5, tensionN: 4.41, level: 'light', bodyKgAssumed: true });
    expect(screen.getByText('10% of an assumed 4.5 kg')).toBeTruthy();
  });
});
