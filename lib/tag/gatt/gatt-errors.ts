import { TagError, type TagErrorCode } from '../tag-error';

/** What was being done when a call of Web Bluetooth failed. The same exception means different things in each. */
export type GattStage =
  /** `requestDevice()` */
  | 'choose'
  /** `gatt.connect()` */
  | 'connect'
  /** Looking for services and characteristics. */
  | 'discover'
  /** Reading, writing, switching notifications. */
  | 'operate';

/**
 * `requestDevice()` rejects with NotFoundError for nearly everything; only the text tells why. Texts: Chromium,
 * third_party/blink/renderer/modules/bluetooth/bluetooth_error.cc. A text that is not here is taken for a cancelled chooser,
 * the only reason that the specification names beside a missing adapter
 * (https://webbluetoothcg.github.io/web-bluetooth/#dom-bluetooth-requestdevice).
 */
const CHOOSER_TEXTS: readonly (readonly [text: RegExp, code: TagErrorCode])[] = [
  // NO_BLUETOOTH_ADAPTER, BLUETOOTH_LOW_ENERGY_NOT_AVAILABLE
  [/adapter not available|low energy not available/i, 'adapter-missing'],
  // WEB_BLUETOOTH_NOT_SUPPORTED
  [/not supported on this platform/i, 'bluetooth-unsupported'],
  // CHOOSER_NOT_SHOWN_API_GLOBALLY_DISABLED, …_LOCALLY_DISABLED, …_USER_DENIED_PERMISSION_TO_SCAN
  [/globally disabled|policy has disabled|denied the browser permission/i, 'bluetooth-blocked'],
];

/**
 * A tag that wants to be paired first: Chromium's text for GATT_NOT_PAIRED, and what Windows and BlueZ say themselves ("Protocol
 * Error 0x05: Insufficient Authentication", hbldh/bleak#1943).
 */
const NOT_PAIRED_TEXT = /not paired|insufficient (authentication|encryption)/i;

/** Exceptions by name, for each stage. Sources as above, and the algorithms of the specification. */
const BY_NAME: Readonly<Record<GattStage, Readonly<Record<string, TagErrorCode>>>> = {
  choose: {
    NotFoundError: 'chooser-cancelled',
    // PROMPT_CANCELED
    InvalidStateError: 'chooser-cancelled',
    AbortError: 'chooser-cancelled',
    // PERMISSIONS_POLICY_VIOLATION, or no click behind the call
    SecurityError: 'bluetooth-blocked',
    NotAllowedError: 'bluetooth-blocked',
    NotSupportedError: 'bluetooth-unsupported',
  },
  connect: {
    // DEVICE_NO_LONGER_IN_RANGE, CONNECT_UNKNOWN_FAILURE, CONNECT_AUTH_…: the tag cannot be reached
    NetworkError: 'connect-timeout',
    AbortError: 'connect-timeout',
    NotFoundError: 'adapter-missing',
    SecurityError: 'bluetooth-blocked',
  },
  discover: {
    // NO_SERVICES_FOUND, NO_CHARACTERISTICS_FOUND, SERVICE_NOT_FOUND, CHARACTERISTIC_NOT_FOUND
    NotFoundError: 'wrong-device',
    NetworkError: 'link-lost',
    InvalidStateError: 'link-lost',
    // NOT_ALLOWED_TO_ACCESS_SERVICE
    SecurityError: 'bluetooth-blocked',
  },
  operate: {
    NetworkError: 'link-lost',
    // SERVICE_NO_LONGER_EXISTS, CHARACTERISTIC_NO_LONGER_EXISTS: the handles of an earlier connection
    InvalidStateError: 'link-lost',
    AbortError: 'link-lost',
    // GATT_UNKNOWN_ERROR, GATT_NOT_PERMITTED, GATT_NOT_SUPPORTED: an error code that the tag itself sent
    NotSupportedError: 'request-refused',
    // GATT_INVALID_ATTRIBUTE_LENGTH
    InvalidModificationError: 'request-refused',
    // GATT_NOT_AUTHORIZED
    SecurityError: 'request-refused',
  },
};

/** The `TagError` for anything that Web Bluetooth threw; the cause is kept. A `TagError` stays what it is. */
export function tagErrorFrom(cause: unknown, stage: GattStage): TagError {
  if (cause instanceof TagError) return cause;
  // DOMException is no Error in every realm; name and message are all that is needed.
  const { name, message } =
    typeof cause === 'object' && cause !== null ? (cause as { name?: unknown; message?: unknown }) : {};
  const text = typeof message === 'string' ? message : String(cause);
  const spoken =
    stage === 'choose' && name === 'NotFoundError'
      ? CHOOSER_TEXTS.find(([pattern]) => pattern.test(text))?.[1]
      : undefined;
  if (stage !== 'choose' && NOT_PAIRED_TEXT.test(text)) return new TagError('not-paired', text, { cause });
  const code = spoken ?? (typeof name === 'string' ? BY_NAME[stage][name] : undefined) ?? 'unknown';
  return new TagError(code, text, { cause });
}
