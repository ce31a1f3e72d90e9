import { describe, expect, it } from 'vitest';
import { type GattStage, tagErrorFrom } from '../../../../lib/tag/gatt/gatt-errors';
import { TagError, type TagErrorCode } from '../../../../lib/tag/tag-error';

/** Exceptions as Chromium makes them: stage, name, text, and what the owner is told. */
const KNOWN: [GattStage, string, string, TagErrorCode][] = [
  ['choose', 'NotFoundError', 'User cancelled the requestDevice() chooser.', 'chooser-cancelled'],
  ['choose', 'NotFoundError', "User selected a device that doesn't exist anymore.", 'chooser-cancelled'],
  ['choose', 'NotFoundError', 'Bluetooth adapter not available.', 'adapter-missing'],
  ['choose', 'NotFoundError', 'Bluetooth Low Energy not available.', 'adapter-missing'],
  ['choose', 'NotFoundError', 'Web Bluetooth is not supported on this platform.', 'bluetooth-unsupported'],
  ['choose', 'NotFoundError', 'Web Bluetooth API globally disabled.', 'bluetooth-blocked'],
  [
    'choose',
    'NotFoundError',
    'User or their enterprise policy has disabled Web Bluetooth.',
    'bluetooth-blocked',
  ],
  [
    'choose',
    'NotFoundError',
    'User denied the browser permission to scan for Bluetooth devices.',
    'bluetooth-blocked',
  ],
  [
    'choose',
    'SecurityError',
    'Access to the feature "bluetooth" is disallowed by permissions policy.',
    'bluetooth-blocked',
  ],
  ['connect', 'NetworkError', 'Bluetooth Device is no longer in range.', 'connect-timeout'],
  ['connect', 'AbortError', 'The connection attempt was aborted.', 'connect-timeout'],
  ['discover', 'NotFoundError', 'No Services found in device.', 'wrong-device'],
  ['discover', 'NetworkError', 'GATT Server is disconnected.', 'link-lost'],
  ['operate', 'NetworkError', 'GATT Server is disconnected.', 'link-lost'],
  ['operate', 'InvalidStateError', 'GATT Characteristic no longer exists.', 'link-lost'],
  ['operate', 'NotSupportedError', 'GATT operation failed for unknown reason.', 'request-refused'],
  ['operate', 'NetworkError', 'GATT Error: Not paired.', 'not-paired'],
  ['operate', 'NotSupportedError', 'Protocol Error 0x05: Insufficient Authentication', 'not-paired'],
  ['operate', 'TypeError', 'Not a function.', 'unknown'],
];

describe('tagErrorFrom', () => {
  it.each(KNOWN)('%s: %s "%s" -> %s', (stage, name, text, code) => {
    const cause = name === 'TypeError' ? new TypeError(text) : new DOMException(text, name);
    const error = tagErrorFrom(cause, stage);
    expect(error).toBeInstanceOf(TagError);
    expect(error).toMatchObject({ code, message: text, cause });
  });

  it('leaves a TagError as it is', () => {
    const error = new TagError('sensor-fault', 'Broken.');
    expect(tagErrorFrom(error, 'connect')).toBe(error);
  });

  it('takes anything that can be thrown', () => {
    for (const cause of [undefined, null, 'text', 7, {}, { name: 5 }])
      expect(tagErrorFrom(cause, 'operate')).toMatchObject({ code: 'unknown', cause });
  });
});
