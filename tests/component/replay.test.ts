import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import ReplayPage from '../../components/pages/ReplayPage.svelte';
import { buildPyramid } from '../../lib/charts/min-max-pyramid';
import type { OwnersEvent } from '../../lib/walk/owners-events';
import type { WalkEvent } from '../../lib/events/event';
import type { StreamKind } from '../../lib/tag/frame';
import { detections, events, series, walk } from './samples';

afterEach(cleanup);

const MARK = { id: 'm', walkId: 'w1', kind: 'note' as const, createdAtMs: 0, deletedAtMs: null };

function open(more: Record<string, unknown> = {}) {
  const calls = { onSeek: vi.fn(), onPlay: vi.fn(), onSpeed: vi.fn(), onBack: vi.fn(), onDelete: vi.fn() };
  const page = render(ReplayPage, {
    walk,
    detections,
    marks: [{ ...MARK, tMs: 30_000, text: 'A dog barked.' }],
    series: series(),
    cursorMs: 50_000,
    playing: false,
    speed: 1,
    moment: {
      tensionN: 8,
      tensionLevel: 'pull',
      activity: 'moving',
      activityForMs: 0,
      bolting: false,
      shaking: false,
      handPulls: false,
    },
    ...calls,
    ...more,
  });
  return { ...calls, page, user: userEvent.setup() };
}

const slider = (): HTMLElement => screen.getByRole('slider', { name: 'Moment of the walk' });

describe('what the owner saw', () => {
  it('can be said, and said anew, long after the walk', async () => {
    const onReview = vi.fn();
    const reviewed = { ...walk, review: { stress: 1 as const, foodTaken: true, note: '' } };
    const { user } = open({ walk: reviewed, onReview });
    expect(screen.getByLabelText<HTMLInputElement>(/Alert/).checked).toBe(true);
    await user.click(screen.getByLabelText(/Tense/));
    expect(onReview).toHaveBeenCalledExactlyOnceWith({ stress: 3, foodTaken: true, note: '' });
  });
});

describe('what a walk was measured with', () => {
  const tag = (name: string, model: string | null, ...kinds: StreamKind[]) => ({
    ...walk.tags[0]!,
    name,
    model,
    streams: kinds.map((kind) => ({ kind, rateHz: 50, unitPerCount: 1 })),
  });

  it('is named, stream by stream', () => {
    const tags = [
      tag('Harness', null, 'accel'),
      tag('Hand', 'Scale', 'tension'),
      tag('Other', null, 'tension'),
    ];
    open({ walk: { ...walk, tags } });
    expect(screen.getByTestId('sources').textContent).toBe(
      'Motion from Harness · Pull from Hand (Scale), then Other',
    );
  });

  it('shows no number for a lead that nobody measured', () => {
    open({ series: { ...series(), tension: null } });
    expect(screen.queryByTestId('lead-scene')).toBeNull();
    expect(screen.getByTestId('no-tension')).toBeTruthy();
  });
});

describe('the owner’s word in the replay', () => {
  /** The three events; of the first the owner says that it was so, of the last that it was not. */
  const words: OwnersEvent[] = events.map((event, i) => ({
    key: `e${i}`,
    event,
    provenance: (['confirmed', 'detected', 'rejected'] as const)[i]!,
    detected: event,
    subject: { by: 'detector', kind: event.kind, startMs: event.startMs, endMs: event.endMs },
    wordId: [`word-0`, null, `word-2`][i]!,
  }));
  function ask(more: Record<string, unknown> = {}) {
    const says = { onSay: vi.fn(), onTakeBack: vi.fn() };
    return { ...says, ...open({ words, ...says, ...more }) };
  }

  it('is one press on any event, and the same press takes it back', async () => {
    const { onSay, onTakeBack, user } = ask();
    await user.click(screen.getByRole('button', { name: 'Not so: Pull at 0:40' }));
    expect(onSay).toHaveBeenCalledExactlyOnceWith({ say: 'reject', subject: words[1]!.subject });
    await user.click(screen.getByRole('button', { name: 'Not so: Bolt at 1:10', pressed: true }));
    expect(onTakeBack).toHaveBeenCalledExactlyOnceWith('word-2');
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows[0]).toContain('You say: it was so.');
    expect(rows[3]).toContain('You say: not so.');
  });

  it('is one key on the event at the cursor', async () => {
    const { onSay, onTakeBack, user, page } = ask();
    await user.keyboard('y');
    expect(onSay).toHaveBeenLastCalledWith({ say: 'confirm', subject: words[1]!.subject });
    expect(screen.getByText('Pull at 0:40: it was so. U takes it back.')).toBeTruthy();
    await user.keyboard('u');
    expect(onTakeBack).toHaveBeenCalledExactlyOnceWith();
    // After the note that lies between: still the event before it.
    await page.rerender({ cursorMs: 35_000 });
    await user.keyboard('n');
    expect(onSay).toHaveBeenLastCalledWith({ say: 'reject', subject: words[0]!.subject });
  });

  it('says nothing twice, nothing before the first event, and nothing where nobody is asked', async () => {
    const { onSay, user, page } = ask({ cursorMs: 10_000 });
    await user.keyboard('y');
    await page.rerender({ cursorMs: 9000 });
    await user.keyboard('yn');
    expect(onSay).not.toHaveBeenCalled();
    cleanup();
    const alone = open();
    await alone.user.keyboard('ynu');
    expect(screen.queryByRole('button', { name: /^Not so/ })).toBeNull();
  });

  it('may add the like of what is there: the picture bears two of a kind at one moment', () => {
    const twice: OwnersEvent = { ...words[1]!, key: 'added', provenance: 'added', wordId: 'word-3' };
    ask({
      words: [...words, twice],
      detections: { ...detections, events: [...events, events[1]!] },
    });
    expect(screen.getAllByRole('button', { name: 'It was so: Pull at 0:40' })).toHaveLength(2);
  });

  it('can be another name', async () => {
    const { onSay, user } = ask();
    await user.selectOptions(screen.getByLabelText('What it was: Pull at 0:40'), 'Shake');
    expect(onSay).toHaveBeenCalledExactlyOnceWith({
      say: 'relabel',
      subject: words[1]!.subject,
      toKind: 'shake',
    });
  });

  it('can be other ends: the event is held while the cursor goes where they are', async () => {
    const { onSay, user, page } = ask();
    await user.keyboard(',.');
    expect(onSay).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Move its ends' }));
    await page.rerender({ cursorMs: 35_000 });
    await user.keyboard(',');
    const { subject } = words[1]!;
    expect(onSay).toHaveBeenLastCalledWith({ say: 'move', subject, startMs: 35_000, endMs: 43_000 });
    // Its end cannot lie before its start.
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Ends at the cursor/ }).disabled).toBe(true);
    await user.keyboard('.');
    expect(onSay).toHaveBeenCalledTimes(1);
    await page.rerender({ cursorMs: 80_000 });
    await user.click(screen.getByRole('button', { name: /Ends at the cursor/ }));
    expect(onSay).toHaveBeenLastCalledWith({ say: 'move', subject, startMs: 40_000, endMs: 80_000 });
    await user.keyboard('{Escape}');
    expect(screen.getByLabelText('What it was: Bolt at 1:10')).toBeTruthy();
  });

  it('can be one more event: a press, or A and a figure', async () => {
    const onAdd = vi.fn();
    const { user } = ask({ onAdd });
    await user.keyboard('2');
    expect(onAdd).not.toHaveBeenCalled();
    await user.keyboard('a2');
    expect(onAdd).toHaveBeenLastCalledWith('bolt');
    expect(screen.getByText('Bolt at 0:50 is added. U takes it back.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Shake/ }));
    expect(onAdd).toHaveBeenLastCalledWith('shake');
  });

  it('takes no key from what the owner sees of the cat, and gives it none', async () => {
    const onAdd = vi.fn();
    const onSeen = vi.fn();
    const { onSay, user } = ask({ onAdd, onSeen });
    await user.keyboard('a2');
    expect(onAdd).toHaveBeenCalledOnce();
    await user.click(screen.getByRole('button', { name: 'Move its ends' }));
    await user.keyboard(',.yn');
    expect(onSay).toHaveBeenCalled();
    expect(onSeen).not.toHaveBeenCalled();
    const said = onSay.mock.calls.length;
    await user.keyboard('{Escape}s');
    expect(onSeen).toHaveBeenCalledOnce();
    expect(onSay).toHaveBeenCalledTimes(said);
  });

  it('that cannot be kept is said, with what to do', () => {
    ask({ wordTrouble: { title: 'This walk is deleted.', todo: 'Bring the walk back first.' } });
    expect(screen.getByRole('alert').textContent).toContain('Bring the walk back first.');
  });
});

describe('what an event rests on', () => {
  it('is a word and the figures that decided', () => {
    const pull = {
      ...events[1]!,
      confidence: 0.93,
      evidence: [{ measure: 'meanShareOfWeight' as const, value: 0.18, bound: 0.1 }],
    };
    open({ detections: { ...detections, events: [events[0]!, pull] } });
    const part = screen.getByText('What it rests on').closest('details')!;
    expect(part.textContent).toContain('clear (0.93 of 1)');
    const cells = [...part.querySelectorAll('tbody th, tbody td')].map((cell) => cell.textContent);
    expect(cells).toEqual(['Mean pull, of body weight', '18%', '10%']);
    expect(part.textContent).toContain('Known at 0:40.50, 0.5 s after it began.');
  });

  it('says who pulled, and why', () => {
    const pull = {
      ...events[1]!,
      puller: {
        who: 'hand' as const,
        confidence: 0.86,
        knownMs: 51_000,
        evidence: [
          { measure: 'swingBeforeG' as const, value: 0.02, bound: 0.08 },
          { measure: 'forwardPerPull' as const, value: 0.4, bound: 0 },
        ],
      },
    };
    open({ detections: { ...detections, events: [events[0]!, pull as WalkEvent] } });
    const part = screen.getByText('What it rests on').closest('details')!;
    expect(part.textContent).toContain('The hand pulled – clear (0.86 of 1)');
    expect(part.textContent).toContain(
      'The cat was quiet before the lead came taut. The lead drew the cat forward.',
    );
    expect(screen.getByText(/of body weight\)\. The hand pulled\./)).toBeTruthy();
  });

  it('asks for an event where the cursor is at none', () => {
    open({ cursorMs: 0 });
    expect(screen.getByText('Move to an event: what it rests on is shown here.')).toBeTruthy();
  });
});

describe('the replay by keyboard', () => {
  it.each([
    ['ArrowRight', false, 51_000],
    ['ArrowLeft', false, 49_000],
    ['ArrowRight', true, 60_000],
    ['ArrowLeft', true, 40_000],
    ['PageUp', false, 60_000],
    ['Home', false, 0],
    ['End', false, 120_000],
  ])('%s (shift %s) goes to %d ms', async (key, shiftKey, to) => {
    const { onSeek } = open();
    await fireEvent.keyDown(slider(), { key, shiftKey });
    expect(onSeek).toHaveBeenCalledExactlyOnceWith(to);
  });

  it('stays within the walk', async () => {
    const { onSeek, page } = open({ cursorMs: 400 });
    await fireEvent.keyDown(slider(), { key: 'ArrowLeft' });
    expect(onSeek).toHaveBeenLastCalledWith(0);
    await page.rerender({ cursorMs: 119_900 });
    await fireEvent.keyDown(slider(), { key: 'ArrowRight', shiftKey: true });
    expect(onSeek).toHaveBeenLastCalledWith(120_000);
  });

  it('leaves the keys of the browser alone', async () => {
    const { onSeek } = open();
    await fireEvent.keyDown(slider(), { key: 'ArrowLeft', altKey: true });
    await fireEvent.keyDown(slider(), { key: 'Tab' });
    expect(onSeek).not.toHaveBeenCalled();
  });

  it('says in words where the cursor is and what it reads', () => {
    open();
    expect(slider().getAttribute('aria-valuetext')).toBe('0:50 of 2:00. 8.0 newtons, Pull. Cat: moving.');
    expect(slider().getAttribute('aria-valuenow')).toBe('50');
  });

  it('plays and pauses with Space, but not where Space presses a button', async () => {
    const { onPlay } = open();
    await fireEvent.keyDown(slider(), { key: ' ' });
    expect(onPlay).toHaveBeenCalledExactlyOnceWith(true);
    await fireEvent.keyDown(screen.getByRole('button', { name: 'Next event' }), { key: ' ' });
    expect(onPlay).toHaveBeenCalledTimes(1);
  });
});

describe('the replay', () => {
  it('goes where the picture is pressed', async () => {
    const { onSeek } = open();
    await fireEvent.pointerMove(slider(), { pointerId: 1, clientX: 10 });
    expect(onSeek).not.toHaveBeenCalled();
    await fireEvent.click(slider(), { clientX: 10 });
    expect(onSeek).toHaveBeenCalledOnce();
  });

  it('zooms and pans by keys: the ruler says which stretch is shown', async () => {
    const wide = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
    open();
    const ends = (): (string | null)[] => {
      const ticks = [...document.querySelectorAll('.detail .tick')].map((tick) => tick.textContent);
      return [ticks[0]!, ticks.at(-1)!];
    };
    expect(ends()).toEqual(['0:00', '2:00']);
    await fireEvent.keyDown(slider(), { key: '+' });
    expect(ends()).toEqual(['0:30', '1:20']);
    await fireEvent.keyDown(slider(), { key: ']' });
    expect(ends()).toEqual(['0:40', '1:40']);
    await fireEvent.keyDown(slider(), { key: '*' });
    expect(ends()).toEqual(['0:00', '2:00']);
    wide.mockRestore();
  });

  it('shows a stream when it is asked for, and what each reads at the cursor', async () => {
    const flat = series().motion!;
    const { user } = open({ series: { ...series(), gyro: () => [flat, flat, flat] } });
    const reads = (): Record<string, string | null> =>
      Object.fromEntries(
        [...document.querySelectorAll<SVGElement>('[data-reads]')].map((text) => [
          text.dataset['reads']!,
          text.textContent,
        ]),
      );
    expect(reads()).toEqual({ tension: '1.0 N', motion: '0.20 g' });
    await user.click(screen.getByLabelText('Turning'));
    await user.click(screen.getByLabelText('Motion'));
    expect(reads()).toEqual({ tension: '1.0 N', gyro: 'x 0 °/s, y 0 °/s, z 0 °/s' });
    expect(screen.queryByLabelText('Three axes')).toBeNull();
  });

  it('lists events and marks in order, marks the one at the cursor, and jumps', async () => {
    const { onSeek, user } = open();
    const list = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(list.map((text) => /Still|Note|Pull|Bolt/.exec(text ?? '')?.[0])).toEqual([
      'Still',
      'Note',
      'Pull',
      'Bolt',
    ]);
    expect(screen.getByRole('button', { current: true }).textContent).toContain('Pull');
    await user.click(screen.getByRole('button', { name: /A dog barked/ }));
    expect(onSeek).toHaveBeenLastCalledWith(30_000);
  });

  it('steps from event to event', async () => {
    const { onSeek, user } = open();
    await user.click(screen.getByRole('button', { name: 'Next event' }));
    expect(onSeek).toHaveBeenLastCalledWith(70_000);
    await user.click(screen.getByRole('button', { name: 'Event before' }));
    expect(onSeek).toHaveBeenLastCalledWith(40_000);
  });

  it('offers the six speeds', async () => {
    const { onSpeed, user } = open();
    for (const label of ['0.25×', '0.5×', '1×', '2×', '4×', '8×'])
      expect(screen.getByLabelText(label)).toBeTruthy();
    await user.click(screen.getByLabelText('0.25×'));
    expect(onSpeed).toHaveBeenCalledWith(0.25);
  });

  it('has the traces as words and as a table, with gaps named', async () => {
    const lost = series();
    lost.tension = buildPyramid(lost.tension!.tMs, new Float32Array(1200).fill(1).fill(NaN, 0, 60), 500);
    open({ series: lost });
    const details = screen.getByText('The traces as words and as a table').closest('details')!;
    details.open = true;
    await fireEvent(details, new Event('toggle'));
    const rows = [...details.querySelectorAll('tbody tr')].map((row) => row.textContent);
    expect(rows).toHaveLength(20);
    expect(rows[0]).toContain('no data');
    expect(rows[1]).toContain('1.0 N – 1.0 N');
    expect(details.querySelector('li')!.textContent).toBe(
      '0:00 to 2:00, pull on the lead: from 1.0 N to 1.0 N.',
    );
  });

  it('hatches a gap over the plot whose stream is missing, and over no other', async () => {
    const hatched = (): number => document.querySelectorAll('.detail rect[fill^="url("]').length;
    const gap = (streams: StreamKind[]) => ({
      ...detections,
      gaps: [{ startMs: 60_000, endMs: 70_000, streams }],
    });
    const { page } = open({ detections: gap(['tension']) });
    expect(hatched()).toBe(1);
    await page.rerender({ detections: gap(['accel', 'tension']) });
    expect(hatched()).toBe(2);
    await page.rerender({ detections: gap(['gyro']) });
    expect(hatched()).toBe(0);
  });

  it('says what is the matter: reading, missing, broken', async () => {
    const { page, onBack, user } = open({ series: null });
    expect(screen.getByRole('status').textContent).toContain('Reading the walk');
    await page.rerender({
      trouble: { title: 'The database does not answer.', todo: 'Open the page again.' },
    });
    expect(screen.getByRole('alert').textContent).toContain('Open the page again.');
    await page.rerender({ trouble: null, missing: true });
    await user.click(screen.getByRole('button', { name: 'See all walks' }));
    expect(onBack).toHaveBeenCalledOnce();
  });

  it('shows a walk without tension, and one in which nothing happened', () => {
    open({
      series: { ...series(), tension: null },
      detections: { ...detections, events: [], gaps: [] },
      marks: [],
    });
    expect(screen.getByText(/a quiet walk/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Next event' })).toBeNull();
  });
});

describe('a mark at the cursor', () => {
  const marks = [{ ...MARK, tMs: 30_000, text: 'A dog barked.' }];
  const calls = () => ({ onEditMark: vi.fn(), onTakeBackMark: vi.fn(), onUndoMark: vi.fn() });

  it('has its words, its moment and an end', async () => {
    const { onEditMark, onTakeBackMark, ...rest } = calls();
    const { user } = open({ marks, cursorMs: 30_000, onEditMark, onTakeBackMark, ...rest });
    const words = screen.getByLabelText('Its words');
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
    expect(save.disabled).toBe(true);
    await user.clear(words);
    await user.type(words, 'A fox.');
    await user.click(save);
    await user.click(screen.getByRole('button', { name: 'A second earlier' }));
    await user.click(screen.getByRole('button', { name: 'A second later' }));
    expect(onEditMark.mock.calls).toEqual([
      ['m', { text: 'A fox.' }],
      ['m', { tMs: 29_000 }],
      ['m', { tMs: 31_000 }],
    ]);
    await user.click(screen.getByRole('button', { name: 'Take this mark back' }));
    expect(onTakeBackMark).toHaveBeenCalledExactlyOnceWith('m');
  });

  it('keeps the focus on the button while it is moved, and takes the words of the mark that it becomes', async () => {
    const { user, page } = open({ marks, cursorMs: 30_000, ...calls() });
    const later = screen.getByRole('button', { name: 'A second later' });
    await user.click(later);
    await page.rerender({
      marks: [{ ...marks[0]!, id: 'n', tMs: 31_000, text: 'A fox.' }],
      cursorMs: 31_000,
    });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'A second later' }));
    expect(screen.getByLabelText<HTMLTextAreaElement>('Its words').value).toBe('A fox.');
  });

  it('has no words where it is none of words', () => {
    open({ marks: [{ ...marks[0]!, kind: 'moment', text: '' }], cursorMs: 30_000, ...calls() });
    expect(screen.queryByLabelText('Its words')).toBeNull();
    expect(screen.getByRole('button', { name: 'A second later' })).toBeTruthy();
  });

  it('that was changed or taken back can be undone', async () => {
    const { onUndoMark, ...rest } = calls();
    const { user, page } = open({ marks: [], changedMark: null, onUndoMark, ...rest });
    expect(screen.getByText('The mark was taken back.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(onUndoMark).toHaveBeenCalledOnce();
    await page.rerender({ changedMark: marks[0] });
    expect(screen.getByText('The mark was changed; it is at 0:30.')).toBeTruthy();
  });
});
