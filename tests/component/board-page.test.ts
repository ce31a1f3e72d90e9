import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import BoardPage from '../../components/tag/BoardPage.svelte';
import { BOARDS } from '../../lib/app/espruino-boards';
import { tagErrorSentence } from '../../lib/app/sentences';
import { t } from '../../lib/words/words';

afterEach(cleanup);

const boardState = (id: string, installed: string | null = null) => ({
  firmware: '2v25',
  board: BOARDS.find((board) => board.id === id)!,
  installed,
});

function open(more: Record<string, unknown> = {}) {
  const calls = {
    onChoose: vi.fn(),
    onInstall: vi.fn(),
    onRemove: vi.fn(),
    onChooseTag: vi.fn(),
    onBack: vi.fn(),
  };
  const page = render(BoardPage, {
    boards: BOARDS,
    stage: 'none',
    board: null,
    version: '1.0.0',
    progress: null,
    trouble: null,
    occupied: false,
    ...calls,
    ...more,
  });
  return { ...calls, page, user: userEvent.setup() };
}
const button = (name: string | RegExp): HTMLButtonElement => screen.getByRole('button', { name });

describe('making a tag of a board', () => {
  it('tells what each board gives, and that nobody has tried it', async () => {
    const { onChoose, onBack, user } = open();
    for (const { id, name } of BOARDS) {
      const entry = within(screen.getByRole('heading', { name }).closest('li')!);
      expect(entry.getByText(t(`boards.motion.${id}`))).toBeTruthy();
    }
    expect(screen.getByText('No pull: no pins are led out.')).toBeTruthy();
    expect(screen.getByText(/Nobody has tried this on a real board yet/)).toBeTruthy();
    await user.click(button('Choose board'));
    expect(onChoose).toHaveBeenCalledOnce();
    await user.click(button('‹ Back'));
    expect(onBack).toHaveBeenCalledOnce();
  });

  it('installs without a load cell unless one is wired', async () => {
    const { onInstall, user } = open({ stage: 'known', board: boardState('puck') });
    expect(screen.getByText(/not on it yet/)).toBeTruthy();
    await user.click(button('Install'));
    expect(onInstall).toHaveBeenLastCalledWith(null, false);
    await user.click(screen.getByLabelText('A load cell with an HX711 is wired to it'));
    expect(screen.getByText(/coin cell cannot feed a load cell/, { selector: 'p.small' })).toBeTruthy();
    await user.click(screen.getByLabelText('10'));
    await user.click(button('Install'));
    expect(onInstall).toHaveBeenLastCalledWith({ sck: 'D1', dout: 'D2', hz: 10 }, false);
  });

  it('does not install with pins that cannot be right', async () => {
    const { onInstall, user } = open({ stage: 'known', board: boardState('xiao') });
    await user.click(screen.getByLabelText('A load cell with an HX711 is wired to it'));
    const data = screen.getByLabelText('Data (DT)');
    await user.clear(data);
    await user.type(data, 'one');
    expect(screen.getByRole('alert').textContent).toContain('such as D1');
    expect(button('Install').disabled).toBe(true);
    await user.clear(data);
    await user.type(data, 'd1');
    expect(screen.getByRole('alert').textContent).toContain('a pin each');
    await user.clear(data);
    await user.type(data, 'D7');
    await user.click(button('Install'));
    expect(onInstall).toHaveBeenCalledExactlyOnceWith({ sck: 'D1', dout: 'D7', hz: 80 }, false);
  });

  it('asks for no pins where none are led out', () => {
    open({ stage: 'known', board: boardState('bangle2') });
    expect(screen.queryByLabelText(/HX711/)).toBeNull();
  });

  it.each([
    ['0.9.0', 'Update to 1.0.0', 'This Catpace brings 1.0.0'],
    ['1.0.0', 'Install again', 'the newest'],
  ])('with %s on it offers "%s"', (installed, word, words) => {
    open({ stage: 'known', board: boardState('puck', installed) });
    expect(button(word)).toBeTruthy();
    expect(screen.getByText(new RegExp(words))).toBeTruthy();
  });

  it('replaces another program only after asking', async () => {
    const { onInstall, user } = open({
      stage: 'known',
      board: boardState('puck'),
      occupied: true,
      trouble: tagErrorSentence('board-not-empty'),
    });
    expect(screen.queryByRole('button', { name: 'Install' })).toBeNull();
    await user.click(button('Replace it'));
    await user.click(button('Leave it'));
    expect(onInstall).not.toHaveBeenCalled();
    await user.click(button('Replace it'));
    await user.click(button('Replace'));
    expect(onInstall).toHaveBeenCalledExactlyOnceWith(null, true);
  });

  it('removes only after asking', async () => {
    const { onRemove, user } = open({ stage: 'known', board: boardState('puck', '1.0.0') });
    await user.click(button('Remove from the board'));
    expect(onRemove).not.toHaveBeenCalled();
    await user.click(button('Remove'));
    expect(onRemove).toHaveBeenCalledOnce();
  });

  it('shows how far it is, in a bar and in words', () => {
    open({ stage: 'installing', board: boardState('puck'), progress: { phase: 'sending', fraction: 0.42 } });
    const bar = screen.getByRole('progressbar', { name: 'Installing' });
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    expect(screen.getByRole('status').textContent).toBe('Sending the program … 42%');
    expect(button('‹ Back').disabled).toBe(true);
  });

  it.each([
    ['puck', 'starts by itself'],
    ['bangle2', 'Open “Catpace tag” on the watch'],
  ])('then goes on to choose the tag (%s)', async (id, words) => {
    const { onChooseTag, user } = open({ stage: 'installed', board: boardState(id, '1.0.0') });
    expect(screen.getByText(new RegExp(words, 'i'), { selector: 'p.measure' })).toBeTruthy();
    await user.click(button('Choose tag'));
    expect(onChooseTag).toHaveBeenCalledOnce();
  });

  it.each([
    'board-unknown',
    'firmware-too-old',
    'board-full',
    'board-silent',
    'install-failed',
    'connect-timeout',
  ] as const)('says what to do on %s', (code) => {
    open({ trouble: tagErrorSentence(code) });
    expect(screen.getByRole('alert').textContent).toContain(tagErrorSentence(code).todo);
  });
});
