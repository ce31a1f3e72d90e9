import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import TrustPage from '../../components/pages/TrustPage.svelte';
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

function open(rows: AgreementRow[], walks = rows.length) {
  const onSeeWalks = vi.fn();
  render(TrustPage, { catId: 'c 1', catName: 'Mina', agreement: { walks, rows }, onSeeWalks });
  return { onSeeWalks, user: userEvent.setup() };
}

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
