import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { CATPACE_SERVICE } from '../../lib/tag/catpace/profile';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { answerChooser } from '../support/browser/device-chooser';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

/** What the probe below leaves on the page. */
interface Probe {
  status: number[];
  notifications: number;
  /** Every byte that came on Data, in order. */
  bytes: number[];
  stop(): Promise<void>;
}

const SPEED = 20;
const STREAM_MS = 3_000;

/**
 * The virtual tag by itself, before any of our own Bluetooth code: what the browser's stack hands to a page is, byte
 * for byte, what the tag has sent.
 */
describeEndToEnd('the virtual tag in Chromium', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let page: Page;

  beforeAll(async () => {
    radio = await VirtualRadio.start({
      tags: [
        { id: 'tag', name: 'Catpace ramp', kind: 'catpace', source: { from: 'ramp', durationMs: 600_000 } },
      ],
      speed: SPEED,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
    page = await browser.open('popup.html');
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('is chosen, connected and read, and each notification arrives', async () => {
    await page.evaluate((uuid) => {
      const button = document.createElement('button');
      button.id = 'probe';
      button.textContent = 'Probe';
      button.onclick = async () => {
        const device = await navigator.bluetooth.requestDevice({ filters: [{ services: [uuid.uuid] }] });
        const server = await device.gatt!.connect();
        const service = await server.getPrimaryService(uuid.uuid);
        const status = await (await service.getCharacteristic(uuid.status)).readValue();
        const data = await service.getCharacteristic(uuid.data);
        const control = await service.getCharacteristic(uuid.control);
        const probe: Probe = {
          status: [...new Uint8Array(status.buffer)],
          notifications: 0,
          bytes: [],
          stop: () => control.writeValueWithResponse(Uint8Array.of(0x02, 2)),
        };
        data.addEventListener('characteristicvaluechanged', () => {
          probe.notifications++;
          probe.bytes.push(...new Uint8Array(data.value!.buffer));
        });
        await data.startNotifications();
        await control.startNotifications();
        await control.writeValueWithResponse(Uint8Array.of(0x01, 1));
        Object.assign(window, { probe });
      };
      document.body.append(button);
    }, CATPACE_SERVICE);
    await answerChooser(page, { pick: 'Catpace ramp' }, () => page.click('#probe'));
    await page.waitForFunction(() => 'probe' in window);
    await page.waitForTimeout(STREAM_MS);
    await page.evaluate(() => (window as unknown as { probe: Probe }).probe.stop());

    const truth = await radio.tag('tag').truth();
    const [boot] = truth.boots;
    const sent = boot!.frames.flatMap((frame) => [...frame]);
    await page.waitForFunction(
      (length) => (window as unknown as { probe: Probe }).probe.bytes.length >= length,
      sent.length,
      { timeout: 10_000 },
    );
    const { status, notifications, bytes } = await page.evaluate(
      () => (window as unknown as { probe: Probe }).probe,
    );
    expect(status.slice(0, 4)).toEqual([1, 0b11011, 1, 0]);
    expect(truth.sourceMs).toBeGreaterThan(STREAM_MS * SPEED * 0.8);
    // Counted now: the last of them left after the request to stop had been taken.
    const { notified, unheard } = await radio.tag('tag').truth();
    expect(notifications).toBe(notified);
    expect(unheard).toBe(0);
    expect(bytes).toEqual(sent);
    console.log(
      `${notifications} of ${notified} notifications, ${boot!.samples.accel} + ${boot!.samples.tension} samples, payload 20, ${SPEED}×`,
    );
  });

  it('is seen again by a second chooser, and a closed chooser is a NotFoundError', async () => {
    await radio.tag('tag').dropLink();
    await page.reload();
    const ask = (): Promise<void> =>
      page.evaluate(async (uuid) => {
        const button = document.createElement('button');
        button.id = 'again';
        button.onclick = () =>
          navigator.bluetooth
            .requestDevice({ filters: [{ services: [uuid] }] })
            .then((device) => (document.title = device.name!))
            .catch((error: Error) => (document.title = error.name));
        document.body.append(button);
      }, CATPACE_SERVICE.uuid);
    await ask();
    await answerChooser(page, { pick: 'Catpace ramp' }, () => page.click('#again'));
    await page.waitForFunction(() => document.title === 'Catpace ramp');
    await answerChooser(page, { cancelAfter: () => Promise.resolve() }, () => page.click('#again'));
    await page.waitForFunction(() => document.title === 'NotFoundError');
  });
});
