import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import CoachStrip from '../../components/replay/CoachStrip.svelte';

afterEach(cleanup);

const props = {
  durationMs: 600_000,
  target: { minMs: 300_000, maxMs: 600_000, aim: 'slack' as const },
  given: [
    { id: 'freeze', fromMs: 60_000, toMs: 90_000 },
    { id: 'time-reached', fromMs: 300_000, toMs: 600_000 },
  ],
};

describe('what was said in a walk', () => {
  it('is read at the cursor, with the moment from which it stood', () => {
    render(CoachStrip, { props: { ...props, cursorMs: 75_000, onSeek: vi.fn() } });
    expect(screen.getByTestId('advice-given').textContent).toMatch(/1:00.*Stop moving\. Speak softly\./s);
    expect(screen.getByText(/5–10 min/)).toBeTruthy();
    expect(screen.getByText(/slack lead/)).toBeTruthy();
  });

  it('is nothing between two pieces', () => {
    render(CoachStrip, { props: { ...props, cursorMs: 90_000, onSeek: vi.fn() } });
    expect(screen.getByTestId('advice-given').textContent).not.toContain('Stop moving');
  });

  it('is a list to jump by, and knows pieces that a later Catpace gave by their name alone', async () => {
    const onSeek = vi.fn();
    const given = [...props.given, { id: 'sing-softly', fromMs: 599_000, toMs: 600_000 }];
    render(CoachStrip, { props: { ...props, given, cursorMs: 0, onSeek } });
    const user = userEvent.setup();
    await user.click(screen.getByText('Said 3 times'));
    await user.click(screen.getByRole('button', { name: /A good moment to end well/ }));
    expect(onSeek).toHaveBeenCalledExactlyOnceWith(300_000);
    expect(screen.getByRole('button', { name: /sing-softly/ })).toBeTruthy();
  });
});
