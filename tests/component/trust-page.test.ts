import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import TrustPage from '../../components/pages/TrustPage.svelte';
import type { SensitivityPreview } from '../../lib/app/sensitivity-preview';
import { sensitivityRows } from '../../lib/app/sensitivity-rows';
import type { Agreement } from '../../lib/walk/agreement';
import type { AgreementRow } from '../../lib/app/agreement-view';

afterEach(cleanup);

const row: AgreementRow = {
  kind: 'bolt',
  precision: 0.75,
  recall: 0.6,
  kappa: 0.654,
  hits: 3,
  falseAlarms: 1,
  misses: 2,
  seconds: 1200,
};

function open(
  rows: AgreementRow[],
  walks = rows.length,
  more: Partial<ComponentProps<typeof TrustPage>> = {},
) {
  const calls = { onSeeWalks: vi.fn(), onAsk: vi.fn(), onTake: vi.fn(), onLeave: vi.fn() };
  render(TrustPage, {
    catId: 'c 1',
    catName: 'Mina',
    agreement: { walks, rows },
    sensitivities: sensitivityRows({ bolt: 'fewer' }),
    asked: null,
    progress: 0,
    preview: null,
    ...calls,
    ...more,
  });
  return { ...calls, user: userEvent.setup() };
}

const agreed = (hits: number, falseAlarms: number, misses: number): Agreement => ({
  kind: 'freeze',
  hits,
  falseAlarms,
  misses,
  seconds: { both: 0, detectorOnly: 0, ownerOnly: 0, neither: 0 },
});
const preview: SensitivityPreview = {
  kind: 'freeze',
  level: 'more',
  walks: 12,
  before: 30,
  after: 37,
  gone: 1,
  fresh: 8,
  agreedBefore: agreed(4, 2, 1),
  agreedAfter: agreed(5, 3, 0),
};

const cells = (): (string | null)[] =>
  [...document.querySelectorAll('tbody th, tbody td')].map(
    (cell) => cell.textContent?.replace(/\s+/g, ' ').trim() ?? null,
  );

describe('how far owner and tag agree', () => {
  it('is told with what each figure rests on', () => {
    open([row], 4);
    expect(cells()).toEqual(['Bolt', '75% 3 of 4', '60% 3 of 5', '0.65 1,200 s compared']);
    expect(screen.getByText(/From 4 walks/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '‹ Mina' }).getAttribute('href')).toBe('#/cats/c%201');
  });

  it('is left open where nothing can be said', () => {
    open([{ ...row, precision: null, kappa: null, hits: 0, falseAlarms: 0, recall: 0 }]);
    expect(cells()).toEqual(['Bolt', '– 0 of 0', '0% 0 of 2', '– 1,200 s compared']);
  });

  it('says what to do where nothing was said yet', async () => {
    const { onSeeWalks, user } = open([]);
    expect(screen.getByText(/press Y or N/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'See the walks' }));
    expect(onSeeWalks).toHaveBeenCalledOnce();
  });
});

describe('how readily the tag speaks up', () => {
  const row = (kind: string) => within(screen.getByTestId(`sensitivity-${kind}`));
  const chosen = (kind: string): string | undefined =>
    row(kind)
      .getAllByRole<HTMLInputElement>('radio')
      .find(({ checked }) => checked)
      ?.closest('label')
      ?.textContent?.replace(/\s+/g, ' ')
      .trim();

  it('shows the cat’s own choice of each kind, and what it asks for', () => {
    open([]);
    expect(chosen('freeze')).toBe('As usual from 3 s');
    expect(chosen('bolt')).toBe('Less often from 125% of the level');
  });

  it('says which kinds have no choice, and why', () => {
    open([]);
    expect(screen.getByText(/^Rest and a possible slip-out have no such choice/)).toBeTruthy();
    expect(screen.queryByTestId('sensitivity-rest')).toBeNull();
  });

  it('asks before it takes anything', async () => {
    const { onAsk, onTake, user } = open([]);
    await user.click(row('freeze').getByLabelText(/More often/));
    expect(onAsk).toHaveBeenCalledExactlyOnceWith('freeze', 'more');
    expect(onTake).not.toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: /from the next walk on/ })).toBeNull();
  });

  it('shows how far the look at past walks has come, and can stop it', async () => {
    const { onLeave, user } = open([], 0, { asked: { kind: 'freeze', level: 'more' }, progress: 0.4 });
    expect(row('freeze').getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40');
    await user.click(row('freeze').getByRole('button', { name: 'Stop' }));
    expect(onLeave).toHaveBeenCalledOnce();
  });

  it('says what would have changed, against the owner’s words too; then it is taken or left', async () => {
    const { onTake, onLeave, user } = open([], 0, { asked: { kind: 'freeze', level: 'more' }, preview });
    expect(chosen('freeze')).toContain('More often');
    expect(
      row('freeze')
        .getAllByRole('listitem')
        .map((line) => line.textContent),
    ).toEqual([
      'Still in 12 walks: 30 as it was, 37 this way.',
      '8 more would be told of, 1 no longer.',
      'Of 5 that happened by your word, it found 4; this way it would find 5.',
      'Of those that were not so by your word, it told of 2; this way it would tell of 3.',
    ]);
    await user.click(row('freeze').getByRole('button', { name: 'Leave it as it is' }));
    expect(onLeave).toHaveBeenCalledOnce();
    await user.click(row('freeze').getByRole('button', { name: 'Use it from the next walk on' }));
    expect(onTake).toHaveBeenCalledOnce();
  });

  it('says so where there is no walk, no change, or no word to judge by', () => {
    const silent = { agreedBefore: agreed(0, 0, 0), agreedAfter: agreed(0, 0, 0) };
    const lines = (over: Partial<SensitivityPreview>) => {
      open([], 0, { asked: { kind: 'freeze', level: 'more' }, preview: { ...preview, ...silent, ...over } });
      const said = row('freeze')
        .getAllByRole('listitem')
        .map((line) => line.textContent);
      cleanup();
      return said;
    };
    expect(lines({ walks: 0 })).toEqual([
      'There is no past walk to look at. It would hold from the next one on.',
    ]);
    expect(lines({ walks: 1, before: 2, after: 2, gone: 0, fresh: 0 })).toEqual([
      'Still in one walk: 2 as it was, 2 this way.',
      'None would come, and none would go.',
      'You have said nothing of these yet: whether it would be better, nobody knows.',
    ]);
  });
});
