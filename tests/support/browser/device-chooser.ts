import type { Page } from 'playwright-core';

const CHOOSER_LIMIT_MS = 20_000;

/** What a person does with the browser's device chooser: pick the device of this name, or close it. */
export type ChooserAnswer = { pick: string } | 'cancel';

/**
 * Do something that opens the device chooser, and answer it. Resolves once it has been answered.
 * The chooser reports itself again with each device that shows up, and a second answer crashes the browser.
 */
export async function answerChooser(
  page: Page,
  answer: ChooserAnswer,
  open: () => Promise<void>,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('DeviceAccess.enable');
  let isAnswered = false;
  let limit: NodeJS.Timeout | undefined;
  try {
    const answered = new Promise<void>((resolve, reject) => {
      const seen = new Set<string>();
      limit = setTimeout(() => {
        const names = [...seen].join(', ') || 'no device';
        reject(new Error(`The device chooser was not answered; it showed ${names}`));
      }, CHOOSER_LIMIT_MS);
      session.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
        if (isAnswered) return;
        devices.forEach(({ name }) => seen.add(name));
        const picked = answer === 'cancel' ? null : devices.find(({ name }) => name === answer.pick);
        if (picked === undefined) return;
        isAnswered = true;
        const sent = picked
          ? session.send('DeviceAccess.selectPrompt', { id, deviceId: picked.id })
          : session.send('DeviceAccess.cancelPrompt', { id });
        sent.then(() => resolve(), reject);
      });
    });
    await Promise.all([answered, open()]);
  } finally {
    clearTimeout(limit);
    await session.detach().catch(() => {});
  }
}
