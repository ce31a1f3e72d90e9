import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import WalkFilterBar from '../../components/dashboard/WalkFilterBar.svelte';
import WeekTrends from '../../components/dashboard/WeekTrends.svelte';
import BackupSection from '../../components/exchange/BackupSection.svelte';
import ImportSection from '../../components/exchange/ImportSection.svelte';
import StorageSection from '../../components/exchange/StorageSection.svelte';
import ThinSection from '../../components/exchange/ThinSection.svelte';
import TrashSection from '../../components/exchange/TrashSection.svelte';
import { NO_FILTER, weeksOf } from '../../lib/app/walk-history';
import { cat, listItem } from './samples';

afterEach(cleanup);

describe('narrowing the list', () => {
  const props = {
    filter: NO_FILTER,
    order: 'newest' as const,
    cats: [{ id: 'c1', name: 'Mina' }],
    steps: [7, 8],
    places: [{ key: '', name: '' }],
    shown: 9,
    all: 9,
    onFilter: vi.fn(),
    onOrder: vi.fn(),
  };

  it('asks for a cat only where there are several', async () => {
    const { rerender } = render(WalkFilterBar, props);
    expect(screen.queryByLabelText('Cat')).toBeNull();
    await rerender({ cats: [...props.cats, { id: 'c2', name: 'Juno' }] });
    expect(within(screen.getByLabelText('Cat')).getByText('Juno')).toBeTruthy();
  });

  it('asks for a place only where one was said, and finds walks of which none was', async () => {
    const onFilter = vi.fn();
    const { rerender } = render(WalkFilterBar, { ...props, onFilter });
    expect(screen.queryByLabelText('Place')).toBeNull();
    await rerender({ places: [...props.places, { key: 'garden', name: 'Garden' }] });
    const user = userEvent.setup();
    await user.selectOptions(screen.getByLabelText('Place'), 'Garden');
    expect(onFilter).toHaveBeenLastCalledWith({ ...NO_FILTER, place: 'garden' });
    await user.selectOptions(screen.getByLabelText('Place'), 'Not said');
    expect(onFilter).toHaveBeenLastCalledWith({ ...NO_FILTER, place: '' });
    await rerender({ filter: { ...NO_FILTER, place: 'garden' } });
    await user.selectOptions(screen.getByLabelText('Place'), 'Any place');
    expect(onFilter).toHaveBeenLastCalledWith(NO_FILTER);
  });

  it('says what is shown, and leads back to all', async () => {
    const onFilter = vi.fn();
    render(WalkFilterBar, { ...props, shown: 2, filter: { ...NO_FILTER, stepNumber: 7 }, onFilter });
    expect(screen.getByRole('status').textContent).toContain('2 of 9 walks');
    const user = userEvent.setup();
    await user.selectOptions(screen.getByLabelText('With'), 'A bolt');
    expect(onFilter).toHaveBeenLastCalledWith({ ...NO_FILTER, stepNumber: 7, event: 'bolts' });
    await user.selectOptions(screen.getByLabelText('By the plan’s rules'), 'A red flag');
    expect(onFilter).toHaveBeenLastCalledWith({ ...NO_FILTER, stepNumber: 7, outcome: 'red' });
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(onFilter).toHaveBeenLastCalledWith(NO_FILTER);
  });
});

it('weeks are pictures with words, and a table', () => {
  render(WeekTrends, { weeks: weeksOf([listItem('a', 0), listItem('b', 9)]) });
  expect(screen.getAllByRole('img')).toHaveLength(4);
  expect(screen.getByRole('img', { name: /Slack lead by week/ }).getAttribute('aria-label')).toContain(
    'last: 80',
  );
  expect(screen.getAllByRole('row', { hidden: true })).toHaveLength(3);
});

describe('bringing in', () => {
  const props = {
    cats: [cat],
    preview: null,
    progress: null,
    trouble: null,
    done: null,
    steps: [{ number: 8, title: 'Quiet outdoor space' }],
    onFile: vi.fn(),
    onKeep: vi.fn(),
    onCancel: vi.fn(),
  };
  const recording = { durationMs: 60_000, startedAtMs: Date.UTC(2026, 2, 14, 16, 5), isStartKnown: false };

  it('takes a file, and says what is wrong with one', async () => {
    const onFile = vi.fn();
    const trouble = { title: 'This file is not whole.', todo: 'Where: line 3.' };
    render(ImportSection, { ...props, trouble, onFile });
    expect(screen.getByRole('alert').textContent).toContain('line 3');
    const file = new File(['x'], 'walk.csv');
    await userEvent
      .setup()
      .upload(screen.getByLabelText<HTMLInputElement>('Choose a file', { selector: 'input' }), file);
    expect(onFile).toHaveBeenCalledExactlyOnceWith(file);
  });

  it('asks a recording whose it is and when it was', async () => {
    const onKeep = vi.fn();
    render(ImportSection, { ...props, preview: { what: 'A recording as CSV', recording }, onKeep });
    expect(screen.getByText(/does not say when/)).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Add to my walks' }));
    expect(onKeep).toHaveBeenCalledExactlyOnceWith(cat, {
      startedAtMs: recording.startedAtMs,
      stepNumber: 8,
    });
  });

  it('sends to the cats where there is none', () => {
    render(ImportSection, { ...props, cats: [], preview: { what: 'A recording as CSV', recording } });
    expect(screen.getByRole('link').getAttribute('href')).toBe('#/cats');
    expect(screen.queryByRole('button', { name: 'Add to my walks' })).toBeNull();
  });
});

describe('bringing a backup back', () => {
  const props = {
    preview: { madeAtMs: Date.UTC(2026, 2, 14, 16, 5), walks: 20, cats: 1 },
    progress: null,
    trouble: null,
    done: null,
    live: false,
    timeZone: 'UTC',
    onSave: vi.fn(),
    onFile: vi.fn(),
    onRestore: vi.fn(),
    onCancel: vi.fn(),
  };

  it('adds at once, and replaces after a warning', async () => {
    const onRestore = vi.fn();
    render(BackupSection, { ...props, onRestore });
    expect(screen.getByText('20 walks · 1 cat')).toBeTruthy();
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Add what is missing' }));
    expect(onRestore).toHaveBeenLastCalledWith('merge');
    await user.click(screen.getByRole('button', { name: 'Replace everything' }));
    expect(onRestore).toHaveBeenCalledOnce();
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Replace everything' }));
    expect(onRestore).toHaveBeenLastCalledWith('replace');
  });

  it('touches nothing while a walk runs', () => {
    render(BackupSection, { ...props, live: true });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add what is missing' }).disabled).toBe(
      true,
    );
    expect(screen.getByText(/A walk is running/)).toBeTruthy();
  });
});

it('says what takes how much, and what is not known', async () => {
  const storage = { usedBytes: 48e6, quotaBytes: null, walks: 1, persisted: false };
  // 6,000 samples of motion and 9,600 of tension.
  const { rerender } = render(StorageSection, { storage, items: [listItem('a', 0)], deleted: 2 });
  const text = document.body.textContent!;
  expect(text).toContain('48 MB');
  expect(text).toContain('not known');
  expect(text).toContain('56 kB');
  expect(text).toContain('2 walks');
  expect(text).toContain('may clear your walks');
  await rerender({ storage: null });
  expect(screen.getByRole('status').textContent).toContain('Counting');
});

describe('thinning out', () => {
  const props = {
    ages: [30, 180] as const,
    ageDays: 180 as const,
    plan: { walks: 3, freedBytes: 12e6 },
    progress: null,
    trouble: null,
    done: null,
    live: false,
    onAge: vi.fn(),
    onBackup: vi.fn(),
    onThin: vi.fn(),
    onStop: vi.fn(),
  };

  it('says how much room it frees, that it is for good, and offers a backup before it asks', async () => {
    const [onBackup, onThin] = [vi.fn(), vi.fn()];
    render(ThinSection, { ...props, onBackup, onThin });
    expect(screen.getByRole('status').textContent).toBe('3 walks: frees about 12 MB.');
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Make a backup first' }));
    expect(onBackup).toHaveBeenCalledOnce();
    await user.click(screen.getByRole('button', { name: 'Thin them out' }));
    expect(onThin).not.toHaveBeenCalled();
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText('Thin out 3 walks?')).toBeTruthy();
    expect(dialog.getByText(/About 12 MB become free. This cannot be undone/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Keep the samples' }));
    expect(onThin).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Thin them out' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Thin them out' }));
    expect(onThin).toHaveBeenCalledOnce();
  });

  it('can be stopped, waits while a walk runs, and has nothing to do without old walks', async () => {
    const onStop = vi.fn();
    const { rerender } = render(ThinSection, {
      ...props,
      progress: { words: 'Walk 2 of 3.', fraction: 1 / 3 },
      onStop,
    });
    await userEvent.setup().click(screen.getByRole('button', { name: 'Stop here' }));
    expect(onStop).toHaveBeenCalledOnce();
    await rerender({ progress: null, live: true });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Thin them out' }).disabled).toBe(true);
    await rerender({ live: false, plan: { walks: 0, freedBytes: 0 } });
    expect(screen.getByRole('status').textContent).toContain('No walk that old');
    expect(screen.queryByRole('button', { name: 'Thin them out' })).toBeNull();
  });
});

it('deleted walks come back one by one, and go for good after a question', async () => {
  const onRestore = vi.fn();
  const onPurge = vi.fn();
  const walks = [{ id: 'w', startedAtMs: Date.UTC(2026, 2, 14, 16, 5), timeZone: 'UTC', daysLeft: 12 }];
  render(TrashSection, { walks, onRestore, onPurge });
  expect(screen.getByRole('listitem').textContent).toContain('goes in 12 days');
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Bring back' }));
  expect(onRestore).toHaveBeenCalledExactlyOnceWith('w');
  await user.click(screen.getByRole('button', { name: 'Clear them away now' }));
  expect(onPurge).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Clear them away' }));
  expect(onPurge).toHaveBeenCalledOnce();
});
