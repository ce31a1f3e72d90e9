import { cleanup, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import OnDemand from '../../components/parts/OnDemand.svelte';

const children = createRawSnippet<[string]>((part) => ({ render: () => `<p>The ${part()}.</p>` }));

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('a part that is loaded on demand', () => {
  it('is shown once it is there, without a word of waiting', async () => {
    render(OnDemand<string>, { load: () => Promise.resolve({ default: 'page' }), children });
    await vi.advanceTimersByTimeAsync(0);
    expect(screen.getByText('The page.')).toBeTruthy();
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('says that it waits, but only when that takes a while', async () => {
    let arrive = (_: { default: string }): void => {};
    render(OnDemand<string>, { load: () => new Promise((resolve) => (arrive = resolve)), children });
    await vi.advanceTimersByTimeAsync(300);
    expect(screen.queryByRole('status')).toBeNull();
    await vi.advanceTimersByTimeAsync(200);
    expect(screen.getByRole('status').textContent).toBe('One moment …');
    arrive({ default: 'page' });
    await vi.advanceTimersByTimeAsync(0);
    expect(screen.queryByRole('status')).toBeNull();
    expect(screen.getByText('The page.')).toBeTruthy();
  });

  it('that is missing says so, with a way out', async () => {
    const reload = vi.spyOn(window.location, 'reload').mockImplementation(() => {});
    render(OnDemand<string>, { load: () => Promise.reject(new TypeError('no such file')), children });
    await vi.advanceTimersByTimeAsync(0);
    expect(screen.getByRole('alert').textContent).toContain('A part of Catpace could not be loaded.');
    screen.getByRole('button', { name: 'Load anew' }).click();
    expect(reload).toHaveBeenCalledOnce();
  });
});
