import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import DashboardFrame from '../../components/dashboard/DashboardFrame.svelte';
import ProgressPage from '../../components/pages/ProgressPage.svelte';
import SettingsPage from '../../components/pages/SettingsPage.svelte';
import TodayPage from '../../components/pages/TodayPage.svelte';
import WalksPage from '../../components/pages/WalksPage.svelte';
import VerdictCard from '../../components/walk/VerdictCard.svelte';
import type { Decision } from '../../lib/training/verdict';
import { cat, listItem, verdict } from './samples';

afterEach(cleanup);

const steps = [7, 8, 9].map((number) => ({
  number,
  title: `Step title ${number}`,
  minMs: null,
  maxMs: null,
}));

describe('the frame', () => {
  it('names the page one is on, and leads to a running walk', async () => {
    const onOpenWalk = vi.fn();
    const children = createRawSnippet(() => ({ render: () => '<p>page</p>' }));
    render(DashboardFrame, { page: 'progress', live: true, waitingVersion: '0.2.0', onOpenWalk, children });
    expect(screen.getByRole('link', { current: 'page' }).getAttribute('href')).toBe('#/progress');
    await userEvent.setup().click(screen.getByRole('button', { name: 'Walk running' }));
    expect(onOpenWalk).toHaveBeenCalledOnce();
    expect(screen.getByRole('status').textContent).toMatch(/^\s*Version 0\.2\.0 is ready\./);
  });
});

describe('today', () => {
  const calls = () => ({ onOpenWalk: vi.fn(), onOpenReplay: vi.fn() });

  it('begins with the first start, or straight with a walk', async () => {
    const { onOpenWalk, onOpenReplay } = calls();
    render(TodayPage, {
      cat: null,
      step: null,
      verdict: null,
      lastWalk: null,
      live: false,
      onOpenWalk,
      onOpenReplay,
    });
    expect(screen.getByRole('link', { name: 'Begin' }).getAttribute('href')).toBe('#/start');
    await userEvent.setup().click(screen.getByRole('button', { name: 'Straight to a first walk' }));
    expect(onOpenWalk).toHaveBeenCalledOnce();
  });

  it('shows the step, why, and the last walk', async () => {
    const { onOpenWalk, onOpenReplay } = calls();
    const props = {
      cat,
      step: steps[1]!,
      verdict,
      lastWalk: listItem('w5', 0),
      live: true,
      onOpenWalk,
      onOpenReplay,
    };
    render(TodayPage, props);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Mina is on step 8');
    expect(screen.getByRole('button', { name: 'Go to the walk' })).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: /14 Mar 2026/ }));
    expect(onOpenReplay).toHaveBeenCalledExactlyOnceWith('w5');
  });
});

describe('a made-up cat, and one without a name', () => {
  const props = {
    step: null,
    verdict: null,
    lastWalk: null,
    live: false,
    onOpenWalk: vi.fn(),
    onOpenReplay: vi.fn(),
  };

  it('is never taken for the owner’s own', async () => {
    const { rerender } = render(TodayPage, { ...props, cat: { ...cat, name: 'Demo cat' }, demo: true });
    expect(screen.getByText(/made up/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Start your own first walk' })).toBeTruthy();
    await rerender({ cat: { ...cat, name: '' }, demo: false });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Your cat is on step 8');
    expect(screen.queryByText(/made up/)).toBeNull();
  });

  it('is made up on the progress page too', () => {
    const more = { steps, references: [], onOpen: vi.fn(), items: [listItem('a', 0)] };
    render(ProgressPage, { ...props, ...more, cat: { ...cat, name: '' }, demo: true });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('The ten steps');
    expect(screen.getByText(/made up/)).toBeTruthy();
  });
});

describe('the list of walks', () => {
  const calls = () => ({ onOpen: vi.fn(), onDelete: vi.fn(), onOpenWalk: vi.fn() });

  it('says what will be here', () => {
    render(WalksPage, { items: [], loading: false, undoable: null, ...calls() });
    expect(screen.getByText('No walks yet')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Start a walk' })).toBeTruthy();
  });

  it('is not empty while it is being read', () => {
    render(WalksPage, { items: [], loading: true, undoable: null, ...calls() });
    expect(screen.getByRole('status').textContent).toContain('Reading');
    expect(screen.queryByText('No walks yet')).toBeNull();
  });

  it('opens, deletes and brings back', async () => {
    const { onOpen, onDelete, onOpenWalk } = calls();
    const undo = vi.fn();
    render(WalksPage, {
      items: [listItem('old', 3), listItem('new', 0)],
      loading: false,
      undoable: { message: 'The walk is deleted.', undo },
      onOpen,
      onDelete,
      onOpenWalk,
    });
    const user = userEvent.setup();
    const rows = screen.getAllByRole('listitem');
    expect(rows[0]!.textContent).toContain('14 Mar 2026');
    await user.click(within(rows[0]!).getAllByRole('button')[0]!);
    expect(onOpen).toHaveBeenCalledExactlyOnceWith('new');
    await user.click(screen.getByRole('button', { name: 'Delete the walk of 11 Mar 2026' }));
    expect(onDelete).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Delete it' }));
    expect(onDelete).toHaveBeenCalledExactlyOnceWith('old');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledOnce();
  });

  it('grows on demand where there are thousands', async () => {
    const items = Array.from({ length: 2000 }, (_, i) => listItem(`w${i}`, i));
    render(WalksPage, { items, loading: false, undoable: null, ...calls() });
    expect(screen.getAllByRole('listitem')).toHaveLength(100);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show more' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(200);
  });

  it('tells a walk that runs, which cannot be deleted, from one that was cut off', () => {
    const items = [
      listItem('runs', 0, { status: 'recording', durationMs: null }),
      listItem('broke', 1, { status: 'recording', durationMs: null, cutOff: true }),
    ];
    render(WalksPage, { items, loading: false, undoable: null, ...calls() });
    const [runs, broke] = screen.getAllByRole('listitem');
    expect(runs!.textContent).toContain('running');
    expect(within(runs!).queryByRole('button', { name: /^Delete/ })).toBeNull();
    expect(broke!.textContent).toContain('cut off');
    expect(broke!.textContent).not.toContain('running');
    expect(within(broke!).getByRole('button', { name: /^Delete/ })).toBeTruthy();
  });

  it('shows a dash, not a zero, for what was not measured', () => {
    const items = [listItem('w', 0, { summary: null, durationMs: null, status: 'recording' })];
    render(WalksPage, { items, loading: false, undoable: null, ...calls() });
    const row = screen.getByRole('listitem').textContent!;
    expect(row).toContain('running');
    expect(row).toContain('–');
    expect(row).not.toMatch(/\b0 /);
  });
});

describe('progress', () => {
  const base = { cat, steps, verdict, references: [], onOpen: vi.fn(), onOpenWalk: vi.fn() };

  it('says what will be here', () => {
    render(ProgressPage, { ...base, items: [] });
    expect(screen.getByText('No walks yet')).toBeTruthy();
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('has the chart in words and as a table', () => {
    render(ProgressPage, { ...base, items: [listItem('a', 9), listItem('b', 0)] });
    expect(screen.getByRole('img', { name: /against the ten steps/ }).getAttribute('aria-label')).toContain(
      '2 walks since 5 Mar 2026, up to step 8.',
    );
    expect(
      screen.getByText('The same as a table').closest('details')!.querySelectorAll('tbody tr'),
    ).toHaveLength(2);
  });

  it('draws the range of a step: a walk that was shorter is a hollow dot', () => {
    const ranged = [{ number: 8, title: 'A quiet place', minMs: 300_000, maxMs: 600_000 }];
    const items = [listItem('long', 9), listItem('short', 0, { durationMs: 120_000 })];
    render(ProgressPage, { ...base, steps: ranged, items });
    const chart = screen.getByRole('img', { name: /against the ten steps/ });
    const dots = [...chart.querySelectorAll('circle')].map(({ classList }) => classList.contains('short'));
    expect(dots).toEqual([false, true]);
    expect(screen.getByText(/A hollow dot: shorter than its step asks for/)).toBeTruthy();
  });

  it('lays the documented cases beside it when asked', async () => {
    const references = [
      { name: 'Milo', points: [{ day: 0, stepNumber: 7, note: 'In January, the harness.' }] },
    ];
    render(ProgressPage, { ...base, references, items: [listItem('a', 0)] });
    expect(screen.queryByText(/In January/)).toBeNull();
    await userEvent.setup().click(screen.getByRole('checkbox', { name: /Milo/ }));
    expect(screen.getByText(/In January/)).toBeTruthy();
  });
});

describe('the verdict', () => {
  it.each([
    ['advance', 9, 'Mina is ready for step 9'],
    ['hold', 8, 'Stay with step 8'],
    ['split', 7.5, 'A half step first: step 7½'],
    ['step-back', 7, 'Back to step 7 for now'],
    ['step-back', 8, 'Make step 8 easier'],
    ['not-enough-data', 8, 'Keep going with step 8'],
  ] as [Decision, number, string][])(
    '%s reads as a person would say it',
    (decision, nextStepNumber, words) => {
      render(VerdictCard, { verdict: { ...verdict, decision, nextStepNumber }, catName: 'Mina' });
      expect(screen.getByTestId('decision').textContent).toBe(words);
    },
  );

  it('shows its rule, where it comes from, and what it rests on', () => {
    render(VerdictCard, { verdict, catName: 'Mina', timeZone: 'Europe/Berlin', unfolded: true });
    expect(screen.getByText('our own rule')).toBeTruthy();
    expect(screen.getByText('1 of 2 looked at were good')).toBeTruthy();
    const rows = screen.getAllByRole('listitem');
    expect(rows[0]!.textContent).toContain('Stress 4 ends it.');
    expect(rows[1]!.textContent).toContain('Good');
  });

  it('names a source that is not ours', () => {
    render(VerdictCard, {
      verdict: { ...verdict, source: { name: 'Cat School', ours: false } },
      catName: 'Mina',
    });
    expect(screen.getByText('Cat School')).toBeTruthy();
    expect(screen.queryByText('our own rule')).toBeNull();
  });
});

describe('settings', () => {
  const settings = {
    theme: 'system' as const,
    linkSound: false,
    massUnit: 'kg' as const,
    forceUnit: 'n' as const,
    storage: null,
    onTheme: vi.fn(),
    adviceSound: false,
    onLinkSound: vi.fn(),
    onAdviceSound: vi.fn(),
    onMassUnit: vi.fn(),
    onForceUnit: vi.fn(),
  };

  it('changes light and dark, and says where the data are', async () => {
    const onTheme = vi.fn();
    const storage = { usedBytes: 48e6, quotaBytes: 2e9, walks: 1, persisted: true };
    render(SettingsPage, { ...settings, storage, onTheme });
    expect(screen.getByText(/1 walk takes 48 MB of the 2.0 GB/)).toBeTruthy();
    await userEvent.setup().click(screen.getByLabelText('Dark'));
    expect(onTheme).toHaveBeenCalledExactlyOnceWith('dark');
  });

  it('is silent about the link until asked otherwise', async () => {
    const onLinkSound = vi.fn();
    render(SettingsPage, { ...settings, onLinkSound });
    for (const silent of screen.getAllByLabelText<HTMLInputElement>('Silent'))
      expect(silent.checked).toBe(true);
    await userEvent.setup().click(screen.getByLabelText('Two soft notes'));
    expect(onLinkSound).toHaveBeenCalledExactlyOnceWith(true);
  });

  it('is silent about advice until asked otherwise', async () => {
    const onAdviceSound = vi.fn();
    render(SettingsPage, { ...settings, onAdviceSound });
    await userEvent.setup().click(screen.getByLabelText('One soft note'));
    expect(onAdviceSound).toHaveBeenCalledExactlyOnceWith(true);
  });

  it('asks in what weights and pulls are shown', async () => {
    const onMassUnit = vi.fn();
    const onForceUnit = vi.fn();
    render(SettingsPage, { ...settings, onMassUnit, onForceUnit });
    const user = userEvent.setup();
    await user.click(screen.getByLabelText('Pounds (lb)'));
    await user.click(screen.getByLabelText('% of body weight'));
    expect(onMassUnit).toHaveBeenCalledExactlyOnceWith('lb');
    expect(onForceUnit).toHaveBeenCalledExactlyOnceWith('share');
  });
});
