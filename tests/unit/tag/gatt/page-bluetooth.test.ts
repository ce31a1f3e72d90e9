// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as PageBluetooth from '../../../../lib/tag/gatt/page-bluetooth';
import { passTimeUntil } from '../../../support/fake-time';

const bluetoothThat = (answer: () => Promise<boolean>): Bluetooth =>
  ({ getAvailability: answer }) as unknown as Bluetooth;
const device = (): BluetoothDevice => ({}) as BluetoothDevice;
const never = (): Promise<never> => new Promise(() => {});

let page: typeof PageBluetooth;
let own: Bluetooth;

beforeEach(async () => {
  vi.useFakeTimers();
  own = bluetoothThat(never);
  vi.stubGlobal('navigator', { bluetooth: own });
  vi.resetModules();
  page = await import('../../../../lib/tag/gatt/page-bluetooth');
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

it('is the page’s own as long as that answers', async () => {
  own.getAvailability = () => Promise.resolve(false);
  const tag = device();
  page.rememberBluetooth(tag, own);
  await page.mustAnswer(tag);
  expect(page.pageBluetooth()).toBe(own);
});

it('asks nothing for a device that no chooser returned', async () => {
  await page.mustAnswer(device());
  expect(document.querySelector('iframe')).toBeNull();
});

it('lets an answer that is an error pass: whoever fails answers', async () => {
  own.getAvailability = () => Promise.reject(new DOMException('', 'UnknownError'));
  const tag = device();
  page.rememberBluetooth(tag, own);
  await page.mustAnswer(tag);
});

it('is another frame’s once it has hung, one frame for two tags of the same', async () => {
  const other = bluetoothThat(() => Promise.resolve(true));
  const frameWindow = { navigator: { bluetooth: other } } as unknown as Window;
  vi.spyOn(HTMLIFrameElement.prototype, 'contentWindow', 'get').mockReturnValue(frameWindow as never);
  const tags = [device(), device()];
  for (const tag of tags) page.rememberBluetooth(tag, own);
  for (const tag of tags)
    await expect(passTimeUntil(page.mustAnswer(tag))).rejects.toMatchObject({ code: 'bluetooth-hung' });
  expect(document.querySelectorAll('iframe')).toHaveLength(1);
  expect(page.pageBluetooth()).toBe(other);
});
