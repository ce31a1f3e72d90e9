import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import FetchPage from '../../components/tag/FetchPage.svelte';
import { tagErrorSentence } from '../../lib/app/sentences';
import { walk } from './samples';

afterEach(cleanup);

function open(more: Record<string, unknown> = {}) {
  const calls = { onFetch: vi.fn(), onOpenReplay: vi.fn(), onBack: vi.fn() };
  const none = { stage: 'none' as const, progress: null, walks: [], trouble: null };
  render(FetchPage, { catName: 'Mina', ...none, ...calls, ...more });
  return { ...calls, user: userEvent.setup() };
}

describe('fetching a walk', () => {
  it('says what it is for, and begins with the tag', async () => {
    const { onFetch, onBack, user } = open();
    expect(screen.getByText(/becomes a walk of\s+Mina/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Choose tag' }));
    expect(onFetch).toHaveBeenCalledOnce();
    await user.click(screen.getByRole('button', { name: '‹ Back' }));
    expect(onBack).toHaveBeenCalledOnce();
  });

  it('shows how far it is', () => {
    open({ stage: 'fetching', progress: { missing: 3000, fetched: 1000 } });
    const bar = screen.getByRole('progressbar', { name: 'Fetching' });
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
    expect(screen.getByRole('status').textContent).toBe('3,000 frames to go 25%');
    expect(screen.queryByRole('button', { name: 'Choose tag' })).toBeNull();
  });

  it('goes on with a tag that was lost', async () => {
    const { onFetch, user } = open({
      stage: 'broken',
      progress: { missing: 3000, fetched: 1000 },
      trouble: tagErrorSentence('link-lost'),
    });
    expect(screen.getByRole('alert').textContent).toContain('Find tag again');
    await user.click(screen.getByRole('button', { name: 'Find tag again' }));
    expect(onFetch).toHaveBeenCalledOnce();
  });

  it('leads to what came of it', async () => {
    const { onOpenReplay, user } = open({ stage: 'done', walks: [walk, { ...walk, id: 'w2' }] });
    expect(screen.getByRole('status').textContent).toBe('2 walks are here');
    await user.click(screen.getAllByRole('button', { name: 'See the replay' })[1]!);
    expect(onOpenReplay).toHaveBeenCalledExactlyOnceWith('w2');
  });

  it('says when there was nothing', () => {
    open({ stage: 'done', walks: [] });
    expect(screen.getByRole('status').textContent).toContain('nothing that is not here already');
  });
});
