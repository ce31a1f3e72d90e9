import { pngHead } from './png';

/** Permissions that Catpace may ask for, each with the reason that the stores want to hear. */
export const PERMISSION_REASONS: Readonly<Record<string, string>> = {
  unlimitedStorage:
    'Walks are recorded in full and are large: the browser must neither refuse nor evict them.',
  power: 'The machine must not fall asleep while a walk is recorded. Its screen may go dark.',
};

/** Keys by which an extension reaches into other pages, or they into it. Catpace needs none of them. */
const FORBIDDEN = [
  'host_permissions',
  'optional_host_permissions',
  'optional_permissions',
  'content_scripts',
  'web_accessible_resources',
  'externally_connectable',
  'update_url',
  'key',
  'sandbox',
  'oauth2',
];

/** The stores cut off what is longer (https://developer.chrome.com/docs/extensions/reference/manifest). */
const MAX_DESCRIPTION_CHARS = 132;
export const ICON_SIZES = ['16', '32', '48', '128'];

/** What of a built package the checks look at. */
export interface BuiltPackage {
  manifest: Readonly<Record<string, unknown>>;
  /** Content of a file of the package; null when there is none. */
  read: (path: string) => Uint8Array | null;
}

/**
 * All that keeps a built manifest from being published, as sentences; empty when nothing does.
 * @param version what `package.json` says: the one place where the version is written
 */
export function manifestComplaints({ manifest, read }: BuiltPackage, version: string): string[] {
  const complaints: string[] = [];
  const complain = (when: boolean, sentence: string): void => void (when && complaints.push(sentence));

  complain(manifest['manifest_version'] !== 3, 'manifest_version is not 3');
  complain(manifest['version'] !== version, `version ${String(manifest['version'])} is not ${version}`);
  for (const key of FORBIDDEN) complain(key in manifest, `${key} is not needed`);
  complain(
    manifest['incognito'] !== 'not_allowed',
    'it runs in private windows, where nothing is to be kept',
  );
  for (const permission of (manifest['permissions'] ?? []) as string[])
    complain(!(permission in PERMISSION_REASONS), `permission ${permission} has no reason`);

  const policy = (manifest['content_security_policy'] as Record<string, string> | undefined)?.[
    'extension_pages'
  ];
  for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "form-action 'none'"])
    complain(
      !policy?.split(';').some((part) => part.trim() === rule),
      `the content security policy does not say ${rule}`,
    );
  complain(
    /https?:|\*|'unsafe-eval'|wasm/.test(policy ?? ''),
    'the content security policy lets code or hosts in',
  );

  const locale = manifest['default_locale'];
  const messages = typeof locale === 'string' ? read(`_locales/${locale}/messages.json`) : null;
  complain(messages === null, 'the texts of the default language are missing');
  const description = inWords(String(manifest['description'] ?? ''), messages);
  complain(description === '', 'there is no description');
  complain(
    description.length > MAX_DESCRIPTION_CHARS,
    `the description is longer than ${MAX_DESCRIPTION_CHARS} characters`,
  );

  const icons = (manifest['icons'] ?? {}) as Record<string, string>;
  for (const size of ICON_SIZES) complain(!(size in icons), `there is no icon of ${size} px`);
  for (const [size, path] of Object.entries(icons)) {
    const width = pngHead(read(path))?.width ?? null;
    complain(width !== Number(size), `${path} is ${width ?? 'no PNG'} instead of ${size} px wide`);
  }
  complain(read('licences.txt') === null, 'the licences of what is shipped are missing');
  return complaints;
}

/** A text of the manifest as the store shows it: `__MSG_name__` is looked up. */
function inWords(text: string, messages: Uint8Array | null): string {
  const name = /^__MSG_(\w+)__$/.exec(text)?.[1];
  if (!name) return text;
  if (!messages) return '';
  const entries = JSON.parse(new TextDecoder().decode(messages)) as Record<string, { message: string }>;
  return entries[name]?.message ?? '';
}
