import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import PopupIdlePage from '../../components/pages/PopupIdlePage.svelte';
import PopupSessionPage from '../../components/pages/PopupSessionPage.svelte';
import PopupPage from '../../components/pages/PopupPage.svelte';
import WalkLivePage from '../../components/pages/WalkLivePage.svelte';
import WalkReviewPage from '../../components/pages/WalkReviewPage.svelte';
import { chooseForceUnit } from '../../lib/words/units-in-use';
import WalkSetupPage from '../../components/pages/WalkSetupPage.svelte';
import WalkViewerPage from '../../components/pages/WalkViewerPage.svelte';
import { bluetoothSentence, tagErrorSentence } from '../../lib/app/sentences';
import { tagErrorCodes } from '../support/error-codes';
import { advice, bolt, cat, events, feedItem, liveView, summary, trace, verdict } from './samples';

afterEach(cleanup);

describe('the popup', () => {
  function open(view = liveView()) {
    const calls = { onOpenWalk: vi.fn(), onMark: vi.fn(), onEnd: vi.fn() };
    render(PopupPage, { view, trace: trace(), ...calls });
    return { ...calls, user: userEvent.setup() };
  }

  it('says what to do when no walk is running', async () => {
    const calls = { onOpenWalk: vi.fn(), onOpenDashboard: vi.fn() };
    render(PopupIdlePage, calls);
    const user = userEvent.setup();
    expect(screen.getByText('No walk is running.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Connect tag' }));
    expect(calls.onOpenWalk).toHaveBeenCalledOnce();
    await user.click(screen.getByRole('button', { name: 'Past walks' }));
    expect(calls.onOpenDashboard).toHaveBeenCalledOnce();
  });

  it('shows a session without a tag: its time against the range, step and cat, and the way to its window', async () => {
    const calls = { onOpenWalk: vi.fn(), onOpenDashboard: vi.fn() };
    const session = {
      catName: 'Mina',
      stepNumber: 3,
      startedAtMs: Date.UTC(2026, 2, 14, 9, 30),
      timeZone: 'UTC',
      minMs: null,
      maxMs: 120_000,
      lastedMs: 60_000,
    };
    const { rerender } = render(PopupSessionPage, { now: { session, elapsedMs: 65_000 }, ...calls });
    expect(screen.getByTestId('elapsed').textContent).toBe('1:05');
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('65');
    expect(screen.getByText(/Mina trains without a tag: step 3, since 0?9:30/)).toBeTruthy();
    await rerender({ now: { session, elapsedMs: 66_000 }, ...calls });
    expect(screen.getByTestId('elapsed').textContent).toBe('1:06');
    await userEvent.setup().click(screen.getByRole('button', { name: 'Open walk' }));
    expect(calls.onOpenWalk).toHaveBeenCalledOnce();
  });

  it('works by keyboard: open, mark, end, and M', async () => {
    const { onOpenWalk, onMark, onEnd, user } = open();
    await user.tab();
    await user.keyboard('{Enter}');
    await user.tab();
    await user.keyboard('{Enter}');
    await user.tab();
    await user.keyboard('{Enter}m');
    expect(onOpenWalk).toHaveBeenCalledOnce();
    expect(onMark).toHaveBeenCalledTimes(2);
    // The first press asks, with the harmless answer in focus.
    expect(onEnd).not.toHaveBeenCalled();
    expect(document.activeElement?.textContent?.trim()).toBe('Keep walking');
    await user.tab();
    await user.keyboard('{Enter}');
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('goes on when the answer is to keep walking', async () => {
    const { onEnd, user } = open();
    await user.click(screen.getByRole('button', { name: 'End …' }));
    await user.click(screen.getByRole('button', { name: 'Keep walking' }));
    expect(onEnd).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'End …' })).toBeTruthy();
  });

  it('shows the advice, and the last event that is not the advice already', () => {
    const item = feedItem(bolt(30_000), 'A bolt.');
    open(liveView({ advice: item.advice, feed: [item, feedItem(bolt(10_000), 'An earlier bolt.')] }));
    expect(screen.getAllByText('A bolt.')).toHaveLength(1);
    expect(screen.getByText('An earlier bolt.')).toBeTruthy();
  });
});

describe('setting up a walk', () => {
  const steps = [
    { number: 6, title: 'Gentle guidance', minMs: null, maxMs: null },
    { number: 8, title: 'Quiet outdoor space', minMs: 300_000, maxMs: 600_000 },
  ];
  function open(more: Record<string, unknown> = {}) {
    const calls = {
      onChooseTag: vi.fn(),
      onTryDemo: vi.fn(),
      onCatChange: vi.fn(),
      onStepChange: vi.fn(() => Promise.resolve(true)),
      onRecover: vi.fn(),
      onDiscard: vi.fn(),
    };
    render(WalkSetupPage, {
      cats: [cat],
      catId: 'c1',
      steps,
      stepNumber: 8,
      bluetooth: 'ready',
      busy: null,
      error: null,
      recoverable: [],
      ...calls,
      ...more,
    });
    return { ...calls, user: userEvent.setup() };
  }

  it.each([
    ['n', /in newtons/],
    ['gf', /in grams of force/],
    ['share', /in percent of what the cat weighs/],
  ] as const)('tells of the pull in the owner’s unit: %s', (unit, words) => {
    chooseForceUnit(unit);
    open();
    expect(screen.getByText(words)).toBeTruthy();
    chooseForceUnit('n');
  });

  it('has one obvious button, and a way without a tag', async () => {
    const { onChooseTag, onTryDemo, user } = open();
    await user.click(screen.getByRole('button', { name: 'Choose tag' }));
    expect(onChooseTag).toHaveBeenCalledOnce();
    await user.click(screen.getByRole('button', { name: 'Try without a tag' }));
    expect(onTryDemo).toHaveBeenCalledOnce();
  });

  it('hands on the step as a number', async () => {
    const { onStepChange, user } = open();
    const select = screen.getByLabelText<HTMLSelectElement>('Step of the plan');
    expect(select.selectedOptions[0]!.textContent).toBe('8. Quiet outdoor space (5–10 min)');
    await user.selectOptions(select, '6');
    expect(onStepChange).toHaveBeenCalledExactlyOnceWith(6, '');
  });

  it('asks why, and keeps the reason, where the step is further than the rule says', async () => {
    const { onStepChange, user } = open({ stepNumber: 6, ruleStepNumber: 6 });
    await user.selectOptions(screen.getByLabelText('Step of the plan'), '8');
    expect(onStepChange).not.toHaveBeenCalled();
    const take = screen.getByRole('button', { name: 'Take step 8' });
    await user.click(take);
    expect(screen.getByRole('alert').textContent).toContain('A few words will do');
    const why = screen.getByLabelText<HTMLTextAreaElement>(/further than the rule says/);
    await user.click(why);
    await user.paste('x'.repeat(10_000));
    await user.click(take);
    expect(screen.getByRole('alert').textContent).toContain('10,000 letters; 2,000 fit');
    expect(why.value).toHaveLength(10_000);
    expect(onStepChange).not.toHaveBeenCalled();
    await user.clear(why);
    await user.type(why, 'She knows the yard.');
    await user.click(take);
    expect(onStepChange).toHaveBeenCalledExactlyOnceWith(8, 'She knows the yard.');
    expect(screen.getByText('Step 8 from now on.')).toBeTruthy();
  });

  it('can stay where the rule is', async () => {
    const { onStepChange, user } = open({ stepNumber: 6, ruleStepNumber: 6 });
    const select = screen.getByLabelText<HTMLSelectElement>('Step of the plan');
    await user.selectOptions(select, '8');
    await user.click(screen.getByRole('button', { name: 'Stay with step 6' }));
    expect(select.value).toBe('6');
    expect(screen.queryByLabelText(/further than the rule says/)).toBeNull();
    expect(onStepChange).not.toHaveBeenCalled();
  });

  it.each([
    ['unsupported', 'cannot talk to Bluetooth'],
    ['adapter-missing', 'no Bluetooth'],
    ['bluetooth-off', 'switched off'],
  ] as const)('says what to do when Bluetooth is %s, and the demo still works', async (bluetooth, words) => {
    const { onTryDemo, user } = open({ bluetooth, bluetoothNote: bluetoothSentence(bluetooth) });
    expect(screen.getByRole('alert').textContent).toContain(words);
    await user.click(screen.getByRole('button', { name: 'Try without a tag' }));
    expect(onTryDemo).toHaveBeenCalledOnce();
  });

  it.each(tagErrorCodes())('shows %s with what to do next', (code) => {
    const { title, todo } = tagErrorSentence(code);
    open({ error: { title, todo } });
    expect(screen.getByRole('alert').textContent).toContain(title);
    expect(screen.getByRole('alert').textContent).toContain(todo);
  });

  it('asks a newcomer’s cat without a name for nothing odd', () => {
    open({ cats: [{ ...cat, name: '', bodyKg: null }] });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('A first walk');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('tells before a cat’s first walk how Catpace learns its pace, and asks nobody without a cat', () => {
    const pace = { isFitted: false, walkedMs: 0, neededMs: 300_000 };
    open({ pace });
    expect(screen.getByText('Uncalibrated')).toBeTruthy();
    expect(screen.getByText('0:00 of 5:00 walked')).toBeTruthy();
    expect(screen.getByText(/from five minutes of its own walking: on a slack lead/)).toBeTruthy();
    cleanup();
    open({ pace, cats: [{ ...cat, name: '', bodyKg: null }] });
    expect(screen.queryByText('Uncalibrated')).toBeNull();
  });

  it('lets an error of the tag speak first, with its button', async () => {
    const run = vi.fn();
    const { user } = open({
      bluetooth: 'bluetooth-off',
      bluetoothNote: bluetoothSentence('bluetooth-off'),
      error: { title: 'The tag does not answer.', todo: 'Hold it close.', action: { label: 'Help', run } },
    });
    expect(screen.getAllByRole('alert')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Help' }));
    expect(run).toHaveBeenCalledOnce();
    expect(screen.getByRole('button', { name: 'Choose tag again' })).toBeTruthy();
  });

  it('holds still while it connects', () => {
    open({ busy: 'connecting' });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'One moment …' }).disabled).toBe(true);
    expect(screen.getByTestId('busy').textContent).toContain('Connecting');
  });

  it('offers a walk that was cut off', async () => {
    const { onRecover, onDiscard, user } = open({
      recoverable: [
        {
          walkId: 'w7',
          startedAtMs: 1_773_504_300_000,
          timeZone: 'Europe/Berlin',
          durationMs: 312_000,
          catName: 'Mina',
        },
      ],
    });
    expect(screen.getByText(/5 min 12 s of it are safe/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(onRecover).toHaveBeenCalledExactlyOnceWith('w7');
    await user.click(screen.getByRole('button', { name: 'Let it go' }));
    expect(onDiscard).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Let it go for good' }));
    expect(onDiscard).toHaveBeenCalledExactlyOnceWith('w7');
  });

  it('welcomes the first cat', () => {
    open({ cats: [], catId: null });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('A first walk');
    expect(screen.getByLabelText<HTMLInputElement>('Cat’s name').value).toBe('');
  });
});

describe('the walk while it goes on', () => {
  function open(more: Record<string, unknown> = {}) {
    const calls = { onTare: vi.fn(), onMark: vi.fn(), onEnd: vi.fn(), onFindTagAgain: vi.fn() };
    const page = render(WalkLivePage, {
      view: liveView(),
      trace: trace(),
      taring: false,
      tareResult: null,
      ...calls,
      ...more,
    });
    return { ...calls, page, user: userEvent.setup() };
  }

  it('asks before it ends', async () => {
    const { onEnd, user } = open();
    await user.click(screen.getByRole('button', { name: 'End walk' }));
    expect(onEnd).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Keep walking' }));
    expect(onEnd).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'End walk' }));
    const dialog = screen.getByRole('dialog');
    await user.click(
      [...dialog.querySelectorAll('button')].find((button) => button.textContent === 'End walk')!,
    );
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('says by Y and N whether the newest event was so, by U that it was not said; never while the question is open', async () => {
    const subject = { by: 'detector', kind: 'bolt', startMs: 30_000, endMs: 32_000 } as const;
    const word = { provenance: 'detected', subject, wordId: null } as const;
    const onSay = vi.fn();
    const onTakeBack = vi.fn();
    const { onMark, user } = open({
      view: liveView({ feed: [{ ...feedItem(bolt(30_000), 'A bolt.'), word }] }),
      onSay,
      onTakeBack,
    });
    await user.keyboard('y');
    expect(onSay).toHaveBeenLastCalledWith({ say: 'confirm', subject });
    await user.keyboard('n');
    expect(onSay).toHaveBeenLastCalledWith({ say: 'reject', subject });
    expect(screen.getByText('Bolt at 0:30: not so. U takes it back.')).toBeTruthy();
    await user.keyboard('u');
    expect(onTakeBack).toHaveBeenCalledExactlyOnceWith();
    await user.click(screen.getByRole('button', { name: 'End walk' }));
    await user.keyboard('ynu');
    expect(onSay).toHaveBeenCalledTimes(2);
    expect(onTakeBack).toHaveBeenCalledOnce();
    expect(onMark).not.toHaveBeenCalled();
  });

  it('adds what the tag missed: a press, or A and a figure', async () => {
    const onAdd = vi.fn();
    const { user } = open({ onAdd });
    await user.keyboard('a1');
    expect(onAdd).toHaveBeenLastCalledWith('freeze');
    expect(screen.getByText('Still, just now: added. U takes it back.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Bolt/ }));
    expect(onAdd).toHaveBeenLastCalledWith('bolt');
  });

  it('marks with one key, but not while the question is open', async () => {
    const { onMark, user } = open();
    await user.keyboard('m');
    expect(onMark).toHaveBeenCalledOnce();
    expect(screen.getByText(/^Marked at 1:05/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'End walk' }));
    await fireEvent.keyDown(window, { key: 'm' });
    expect(onMark).toHaveBeenCalledOnce();
  });

  it('sets zero only while a pull is measured', async () => {
    const { onTare, page, user } = open();
    await user.click(screen.getByRole('button', { name: 'Set zero' }));
    expect(onTare).toHaveBeenCalledOnce();
    await page.rerender({ taring: true });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Setting …' }).disabled).toBe(true);
    await page.rerender({
      taring: false,
      tareResult: 'Zero is set.',
      view: liveView({ link: 'reconnecting', tensionN: null, tensionLevel: null }),
    });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Set zero' }).disabled).toBe(true);
    expect(screen.getByText('Zero is set.')).toBeTruthy();
  });

  it('gives the way back to a tag that is out of reach, whatever the words', async () => {
    const { onFindTagAgain, page, user } = open({ view: liveView({ link: 'lost' }) });
    await user.click(screen.getByRole('button', { name: 'Find tag again' }));
    await page.rerender({ trouble: { title: 'The tag is gone.', todo: 'Come closer.' } });
    expect(screen.getByText('The tag is gone.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Find tag again' }));
    expect(onFindTagAgain).toHaveBeenCalledTimes(2);
  });

  it('says when saving fails, and counts faults where the details are', () => {
    const counts = { notifications: 1, bytes: 2, frames: 3, duplicateFrames: 4, faults: 5, missingFrames: 6 };
    open({
      view: liveView({
        saveTrouble: { title: 'The disk is full.', todo: 'Make room.' },
        counts,
        faults: ['load-cell'],
      }),
    });
    expect(screen.getByRole('alert').textContent).toContain('The disk is full.');
    expect(screen.getByTestId('faults').textContent).toBe('5');
    expect(screen.getByText('The load cell does not work.')).toBeTruthy();
  });

  it('shows one piece of advice', () => {
    open({ view: liveView({ advice: advice('freeze', 'Still for 12 s.', 'Never drag.') }) });
    expect(screen.getByTestId('advice-todo').textContent).toBe('Never drag.');
  });
});

describe('the window that looks on', () => {
  it('says so, before and after the other one has spoken', async () => {
    const { rerender } = render(WalkViewerPage, { view: null, trace: null });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Another walk window is open');
    expect(screen.getByRole('status').textContent).toContain('Listening');
    await rerender({ view: liveView(), trace: trace() });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Another window is walking');
    expect(screen.getByTestId('tension').textContent).toBe('1.0');
    expect(screen.queryByRole('button', { name: /Mark|End|Set zero/ })).toBeNull();
  });
});

describe('right after the walk', () => {
  it('shows figures, events that matter, and what next', async () => {
    const onDone = vi.fn();
    const onOpenReplay = vi.fn();
    render(WalkReviewPage, {
      props: {
        catName: 'Mina',
        summary,
        events,
        verdict,
        onReview: vi.fn(),
        onOpenReplay,
        onDone,
      },
    });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('2 min with Mina');
    expect(screen.getByTestId('decision').textContent).toBe('Stay with step 8');
    expect(screen.getByText('Bolt, 2 s')).toBeTruthy();
    const figureOf = (name: string) => screen.getByText(name).nextElementSibling?.textContent;
    expect(figureOf('Slack lead')).toBe('80%');
    expect(figureOf('Light touch')).toBe('5 s');
    expect(figureOf('Back to walking')).toBe('–');
    expect(screen.getByText('5.0 in 10 min')).toBeTruthy();
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'See the replay' }));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(onOpenReplay).toHaveBeenCalledOnce();
    expect(onDone).toHaveBeenCalledOnce();
  });

  it('does not invent a walk that was not', () => {
    const none = { onReview: vi.fn(), onOpenReplay: vi.fn(), onDone: vi.fn() };
    render(WalkReviewPage, { props: { catName: 'Mina', summary: null, events: [], verdict: null, ...none } });
    expect(screen.getByText('Nothing was recorded')).toBeTruthy();
  });
});
