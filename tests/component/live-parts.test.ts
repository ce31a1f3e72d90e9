import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import AdviceCard from '../../components/live/AdviceCard.svelte';
import EventFeed from '../../components/live/EventFeed.svelte';
import { moveEnd } from '../../components/live/move-end';
import LinkLine from '../../components/live/LinkLine.svelte';
import SessionClock from '../../components/live/SessionClock.svelte';
import type { LinkState } from '../../lib/tag/tag';
import type { Provenance } from '../../lib/walk/owners-events';
import { quietWords } from '../../components/live/quiet-words';
import { tagName } from '../../components/live/tag-name';
import { advice, bolt, feedItem, freeze, pull, walk } from './samples';

afterEach(cleanup);

describe('the feed', () => {
  it('shows the newest first, each with what to do', () => {
    render(EventFeed, {
      items: [
        feedItem(freeze(10_000), 'Still for 12 s.'),
        feedItem(bolt(90_000), 'A bolt.', true),
        feedItem(pull(50_000), 'A pull.'),
      ],
    });
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows[0]).toContain('A bolt.');
    expect(rows[0]).toContain('now');
    expect(rows[1]).toContain('A pull.');
    expect(rows[1]).not.toContain('now');
    expect(rows[2]).toContain('Still for 12 s.');
    expect(rows[2]).toContain('0:10');
    expect(rows.every((row) => row?.includes('Wait.'))).toBe(true);
  });

  it('says the same advice in a row once, and that what is taken back was not so', () => {
    const again = {
      ...feedItem(freeze(50_000), 'Still for 4 s.'),
      advice: advice('freeze', 'Still for 4 s.', 'Wait.'),
    };
    render(EventFeed, {
      items: [
        { ...again, event: freeze(10_000) },
        again,
        {
          ...feedItem(pull(90_000), 'A pull.'),
          advice: advice('pull', 'A pull.', 'Give slack.'),
          withdrawn: true,
        },
      ],
    });
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows[0]).toContain('Not so after all');
    expect(rows[0]).not.toContain('Give slack.');
    expect(rows[1]).toContain('Wait.');
    expect(rows[2]).toContain('Still for 4 s.');
    expect(rows[2]).not.toContain('Wait.');
  });

  it('stops at its limit, and says what will be here when it is empty', async () => {
    const items = Array.from({ length: 9 }, (_, i) => feedItem(pull(i * 5000), `Pull ${i}`));
    const { rerender } = render(EventFeed, { items, limit: 3 });
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
    expect(screen.getByText('Pull 8')).toBeTruthy();
    await rerender({ items: [] });
    expect(screen.getByText(/Nothing yet/)).toBeTruthy();
  });
});

describe('the owner’s word in the feed', () => {
  function open(...provenances: Provenance[]) {
    const items = provenances.map((provenance, i) => ({
      ...feedItem(pull(i * 10_000), `Pull ${i}.`),
      word: {
        provenance,
        subject: { by: 'detector', kind: 'tension', startMs: i * 10_000, endMs: i * 10_000 + 3000 } as const,
        wordId: provenance === 'detected' ? null : `word-${i}`,
      },
    }));
    const calls = { onSay: vi.fn(), onTakeBack: vi.fn() };
    render(EventFeed, { items, ...calls });
    return { items, ...calls, user: userEvent.setup() };
  }

  it('is one press', async () => {
    const { items, onSay, user } = open('detected', 'detected');
    await user.click(screen.getByRole('button', { name: 'It was so: Pull at 0:10' }));
    expect(onSay).toHaveBeenLastCalledWith({ say: 'confirm', subject: items[1]!.word.subject });
    await user.click(screen.getByRole('button', { name: 'Not so: Pull at 0:00' }));
    expect(onSay).toHaveBeenLastCalledWith({ say: 'reject', subject: items[0]!.word.subject });
  });

  it('is taken back by the same press', async () => {
    const { onSay, onTakeBack, user } = open('confirmed', 'rejected');
    await user.click(screen.getByRole('button', { name: 'It was so: Pull at 0:00', pressed: true }));
    expect(onTakeBack).toHaveBeenLastCalledWith('word-0');
    await user.click(screen.getByRole('button', { name: 'Not so: Pull at 0:10', pressed: true }));
    expect(onTakeBack).toHaveBeenLastCalledWith('word-1');
    expect(onSay).not.toHaveBeenCalled();
  });

  it('names the keys, on the newest event that waits for a word', () => {
    open('detected', 'detected', 'confirmed');
    const keyed = document.querySelectorAll('[aria-keyshortcuts]');
    expect([...keyed].map((button) => button.getAttribute('aria-label'))).toEqual([
      'It was so: Pull at 0:10',
      'Not so: Pull at 0:10',
    ]);
  });

  it('stands instead of the advice where it was not so', () => {
    open('rejected');
    expect(screen.getByText('You say: not so.')).toBeTruthy();
    expect(screen.queryByText('Wait.')).toBeNull();
  });

  it('can be another name, once it was not so', async () => {
    const { items, onSay, user } = open('rejected', 'detected');
    await user.selectOptions(screen.getByRole('combobox'), 'Bolt');
    expect(onSay).toHaveBeenCalledExactlyOnceWith({
      say: 'relabel',
      subject: items[0]!.word.subject,
      toKind: 'bolt',
    });
  });

  it('moves the ends of an event by half a second a press, with a button or a key', async () => {
    const { items, onSay, user } = open('detected', 'confirmed');
    const { subject } = items[1]!.word;
    await user.click(screen.getByRole('button', { name: 'Move its ends: Pull at 0:10' }));
    await user.click(screen.getByRole('button', { name: 'Starts half a second earlier' }));
    expect(onSay).toHaveBeenLastCalledWith({ say: 'move', subject, startMs: 9_500, endMs: 13_000 });
    // Nothing is kept yet: the next press goes on from where the last one came to.
    await user.keyboard('.');
    expect(onSay).toHaveBeenLastCalledWith({ say: 'move', subject, startMs: 9_500, endMs: 13_500 });
    await user.keyboard('<');
    expect(onSay).toHaveBeenLastCalledWith({ say: 'move', subject, startMs: 10_000, endMs: 13_500 });
    expect(screen.getByText('to 0:13.50')).toBeTruthy();
    // Only where it is asked for: the keys are free again.
    await user.click(screen.getByRole('button', { name: 'Move its ends: Pull at 0:10', expanded: true }));
    await user.keyboard('.');
    expect(onSay).toHaveBeenCalledTimes(3);
  });

  it('keeps an end within the walk, and before the other end', () => {
    const stretch = { startMs: 300, endMs: 600 };
    expect(moveEnd(stretch, 'start', -500, 800)).toEqual({ startMs: 0, endMs: 600 });
    expect(moveEnd(stretch, 'start', 500, 800)).toEqual({ startMs: 600, endMs: 600 });
    expect(moveEnd(stretch, 'end', 500, 800)).toEqual({ startMs: 300, endMs: 800 });
    expect(moveEnd(stretch, 'end', -500, 800)).toEqual({ startMs: 300, endMs: 300 });
  });

  it('offers to move what was, and neither what was not nor what goes on', () => {
    open('rejected', 'moved', 'detected', 'detected');
    expect(screen.getAllByRole('button', { name: /^Move its ends/ })).toHaveLength(2);
    expect(screen.getByText('You set its time.')).toBeTruthy();
  });

  it('is not asked for where nobody listens', () => {
    render(EventFeed, { items: [feedItem(pull(1000), 'A pull.')] });
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('the advice', () => {
  it('is spoken when it becomes another one, not when its seconds count on', async () => {
    const { rerender, container } = render(AdviceCard, {
      advice: advice('freeze', 'Still for 3 s.', 'Wait it out.'),
      quiet: 'Nothing to do.',
    });
    const spoken = (): string | null => container.querySelector('[aria-live=polite]')!.textContent;
    await rerender({});
    expect(spoken()).toBe('Still for 3 s. Wait it out.');
    await rerender({ advice: advice('freeze', 'Still for 9 s.', 'Wait it out.') });
    expect(screen.getByTestId('advice-seen').textContent).toBe('Still for 9 s.');
    expect(spoken()).toBe('Still for 3 s. Wait it out.');
    await rerender({ advice: advice('pull', 'The lead pulls.', 'Give slack.') });
    expect(spoken()).toBe('The lead pulls. Give slack.');
    await rerender({ advice: null });
    expect(spoken()).toBe('');
  });
});

describe('while nothing is advised', () => {
  it('all is well only as long as the tag has news', () => {
    expect(quietWords('live')).toBe('Nothing to do. Let the cat set the pace.');
    for (const link of ['silent', 'reconnecting', 'lost'] as const)
      expect(quietWords(link)).toBe('No news from the tag just now. Watch your cat.');
  });
});

describe('the name of a tag', () => {
  it('is said as it is; the demo is called made up', () => {
    const tag = walk.tags[0]!;
    expect(tagName(tag)).toBe('Catpace 4F2A');
    expect(tagName({ ...tag, family: 'demo', name: 'Demo cat' })).toBe('Demo cat – not your cat');
    expect(tagName(null)).toBeNull();
  });
});

describe('the link', () => {
  const STATES: LinkState[] = [
    'idle',
    'choosing',
    'connecting',
    'preparing',
    'live',
    'silent',
    'reconnecting',
    'lost',
    'ended',
  ];

  it('has words of its own for each state', () => {
    const words = STATES.map((link) => {
      render(LinkLine, { link, tagName: 'Catpace 4F2A', batteryPercent: 50 });
      const text = screen.getByTestId('link').textContent?.trim();
      cleanup();
      return text;
    });
    expect(new Set(words).size).toBe(STATES.length);
    expect(words.every((text) => text && !/undefined|null/.test(text))).toBe(true);
  });

  it('says when the battery is low, and nothing when it is not known', async () => {
    const { rerender, container } = render(LinkLine, { link: 'live', tagName: null, batteryPercent: 12 });
    expect(container.textContent).toContain('12%, low');
    await rerender({ batteryPercent: null });
    expect(container.textContent).not.toContain('%');
  });
});

describe('the session clock', () => {
  it('tells time against the range, and when it is a good moment to end', async () => {
    const { rerender, container } = render(SessionClock, {
      elapsedMs: 65_000,
      minMs: 300_000,
      maxMs: 600_000,
    });
    expect(screen.getByTestId('elapsed').textContent).toBe('1:05');
    expect(container.textContent).toContain('of 5–10 min');
    await rerender({ elapsedMs: 320_000 });
    expect(container.textContent).toContain('Long enough to count');
    await rerender({ elapsedMs: 600_000 });
    expect(container.textContent).toContain('A good moment to end well');
    expect(screen.getByRole('progressbar').getAttribute('aria-valuetext')).toBe(
      '10:00, the step asks for 5–10 min',
    );
  });

  it('shows no bar where the step names no time', () => {
    render(SessionClock, { elapsedMs: 5000, minMs: null, maxMs: null });
    expect(screen.queryByRole('progressbar')).toBeNull();
  });
});
