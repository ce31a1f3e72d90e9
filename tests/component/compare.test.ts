import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import ComparePage from '../../components/pages/ComparePage.svelte';
import WalksPage from '../../components/pages/WalksPage.svelte';
import { lineUp } from '../../lib/charts/line-up';
import { compareSummaries, compareWithMedian } from '../../lib/walk/compare-summaries';
import { bolt, detections, freeze, listItem, series, summary, walk } from './samples';

afterEach(cleanup);

const lane = { series: series(), events: detections.events, marks: [], gaps: detections.gaps };
const items = ['a', 'b', 'c', 'd'].map((id, i) => listItem(id, i));

function open(more: Record<string, unknown> = {}) {
  const calls = { onChoose: vi.fn(), onMeet: vi.fn(), onPicture: vi.fn(), onBack: vi.fn() };
  render(ComparePage, {
    items,
    firstId: 'a',
    secondId: 'b',
    others: 3,
    first: { walk, detections },
    second: { walk, detections: { ...detections, events: [bolt(5000), freeze(20_000)] } },
    lineUp: lineUp([lane, lane], [0, 0]),
    figures: compareSummaries(summary, { ...summary, freezes: 4 }),
    typical: 0,
    read: 0,
    toRead: 0,
    meeting: { at: 'start' },
    missing: false,
    trouble: null,
    ...calls,
    ...more,
  });
  return { ...calls, user: userEvent.setup() };
}

describe('two walks beside each other', () => {
  it('says what one has more or less of', () => {
    open();
    const row = screen.getByRole('row', { name: /Stood still/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['1', '4', '−3']);
  });

  it('meet at an event of the same kind when asked to, and then at any', async () => {
    const { user, onMeet } = open();
    await user.click(screen.getByLabelText('An event'));
    expect(onMeet).toHaveBeenLastCalledWith({ at: 'event', first: 'freeze@10000', second: 'freeze@20000' });
    cleanup();
    const meeting = { at: 'event', first: 'freeze@10000', second: 'freeze@20000' };
    const second = open({ meeting });
    await second.user.selectOptions(screen.getByLabelText('Event of the walk beside it'), 'Bolt at 0:05');
    expect(second.onMeet).toHaveBeenLastCalledWith({ ...meeting, second: 'bolt@5000' });
  });

  it('are read at one cursor, which the keyboard moves', async () => {
    const { user } = open();
    const slider = screen.getByRole('slider', { name: 'Moment of both walks' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/^0:00, .*1\.0 N, 0\.20 g; .*1\.0 N, 0\.20 g$/);
    slider.focus();
    await user.keyboard('{ArrowRight}{PageDown}{PageUp}{PageUp}');
    expect(slider.getAttribute('aria-valuenow')).toBe('20');
  });

  it('are there as words and as one table', async () => {
    const { user } = open();
    await user.click(screen.getByText('The traces as words and as a table'));
    const table = screen.getByRole('region', { name: 'The traces as a table' });
    expect(within(table).getAllByRole('columnheader')).toHaveLength(5);
  });

  it('may have begun in the same minute: the table has a column for each all the same', async () => {
    const { user } = open({ items: [listItem('a', 0), listItem('b', 0)] });
    await user.click(screen.getByText('The traces as words and as a table'));
    expect(screen.getAllByRole('listitem').length).toBeGreaterThanOrEqual(4);
  });

  it('can be other walks', async () => {
    const { user, onChoose } = open();
    await user.selectOptions(screen.getByLabelText('Beside it'), 'The median of 3 other walks of Mina');
    expect(onChoose).toHaveBeenLastCalledWith('a', 'median');
    await user.selectOptions(screen.getByLabelText('First walk'), 'b');
    expect(onChoose).toHaveBeenLastCalledWith('b', null);
  });
});

describe('a walk beside the median', () => {
  it('says of each figure how many walks lie on either side', () => {
    const others = [0, 1, 1, 5].map((freezes) => ({ ...summary, freezes }));
    open({ secondId: 'median', second: null, figures: compareWithMedian(summary, others), typical: 4 });
    expect(screen.getByText('4 walks: 1 lower, 2 the same, 1 higher')).toBeTruthy();
  });

  it('is not offered where the cat has too few walks, and says so', () => {
    open({ others: 2 });
    expect(screen.queryByRole('option', { name: /median/ })).toBeNull();
    expect(screen.getByText(/With 3 more walks of this cat/)).toBeTruthy();
  });
});

describe('the list of walks', () => {
  it('lets two be chosen, no third, and no session without a tag', async () => {
    const onCompare = vi.fn();
    const user = userEvent.setup();
    const noTag = { ...listItem('s', 9), summary: null };
    const nothing = {
      loading: false,
      undoable: null,
      onOpen: vi.fn(),
      onDelete: vi.fn(),
      onOpenWalk: vi.fn(),
    };
    render(WalksPage, { items: [...items, noTag], onCompare, ...nothing });
    expect(screen.queryAllByRole('checkbox')).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'Compare two walks' }));
    const boxes = screen.getAllByRole<HTMLInputElement>('checkbox');
    expect(boxes.map(({ disabled }) => disabled)).toEqual([false, false, false, false, true]);
    await user.click(boxes[2]!);
    await user.click(boxes[0]!);
    expect(boxes.map(({ disabled }) => disabled)).toEqual([false, true, false, true, true]);
    await user.click(screen.getByRole('button', { name: 'Compare these two' }));
    expect(onCompare).toHaveBeenCalledExactlyOnceWith('c', 'a');
  });
});
