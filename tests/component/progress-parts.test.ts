import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import CatMultiples from '../../components/progress/CatMultiples.svelte';
import MeasureCurves from '../../components/progress/MeasureCurves.svelte';
import RestDays from '../../components/progress/RestDays.svelte';
import { listItem } from './samples';

afterEach(cleanup);

const step = { number: 8, title: 'Quiet', minMs: 300_000, maxMs: 600_000 };
const review = { stress: 2 as const, foodTaken: true, note: '' };

describe('progress', () => {
  it('draws a curve for what there is, and says what it takes for the rest', () => {
    render(MeasureCurves, { items: [listItem('a', 3), listItem('b', 0, { review })], step });
    expect(screen.getByRole('img', { name: /Time outdoors: 2 sessions/ })).toBeTruthy();
    expect(screen.getByRole('img', { name: /Stress, by your word: one session, 2 of 5/ })).toBeTruthy();
    expect(screen.queryByRole('img', { name: /Calm again/ })).toBeNull();
    expect(screen.getByText('It is measured after a bolt or a shake.')).toBeTruthy();
    expect(screen.getByText(/what the step asks for, 5–10 min/)).toBeTruthy();
    // Wider than a phone: it takes the focus, so that arrow keys scroll it.
    const table = screen.getByRole('region', { name: 'The curves as a table', hidden: true });
    expect(table.tabIndex).toBe(0);
  });

  it('names days of rest beside days with a session', () => {
    render(RestDays, { items: [listItem('a', 4), listItem('b', 0)], today: '2026-03-16' });
    expect(screen.getByText(/2 days with a session\.\s+5 days of rest\./)).toBeTruthy();
    expect(screen.getByText('Sat 14 Mar: a session')).toBeTruthy();
    expect(screen.getByText('Sun 15 Mar: rest')).toBeTruthy();
  });

  it('lays several cats side by side, and goes to one', async () => {
    const onChoose = vi.fn();
    const walks = [{ id: 'w', atMs: 0, stepNumber: 8, durationMs: 60_000 }];
    const cats = ['Mina', 'Milo'].map((name) => ({ id: name, name, stepNumber: 8, walks }));
    render(CatMultiples, { cats, catId: 'Mina', steps: [step], onChoose });
    expect(screen.getByRole('button', { pressed: true }).textContent).toContain('Mina');
    await userEvent.setup().click(screen.getByRole('button', { name: 'Milo, step 8, one session' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith('Milo');
  });
});
