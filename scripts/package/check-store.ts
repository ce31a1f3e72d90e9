import { createHash } from 'node:crypto';
import { parseMessagesText } from '@wxt-dev/i18n/build';
import { ICON_SIZES, PERMISSION_REASONS } from './check-manifest';
import { pngHead, pngText } from './png';

/** Languages that the stores show Catpace in. */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'ja'];
/** The manifest's description, which the stores show in lists (https://developer.chrome.com/docs/webstore/cws-dashboard-listing). */
const MAX_SHORT = 132;
/** Edge asks for at least 250 letters and takes 10,000 (https://learn.microsoft.com/microsoft-edge/extensions-chromium/publish/publish-extension). */
const MIN_LONG = 250;
const MAX_LONG = 10_000;
/** What the stores show, and how large they want it, px. */
export const STORE_PICTURES = {
  '1-walk.png': [1280, 800],
  '2-replay.png': [1280, 800],
  '3-progress.png': [1280, 800],
  '4-today.png': [1280, 800],
  '5-help.png': [1280, 800],
  'tile.png': [440, 280],
} as const satisfies Readonly<Record<string, readonly [width: number, height: number]>>;
/** Keyword under which an icon tells what it was drawn from. */
export const ICON_SOURCE = 'Source';

/** What an icon says of its drawing: changed by a single byte, it is another. */
export function iconSource(svg: Uint8Array): string {
  return `sha256 ${createHash('sha256').update(svg).digest('hex')}`;
}

/**
 * All that the stores would send back, as sentences; empty when nothing is.
 * @param read content of a file of the repository; null when there is none
 */
export function storeComplaints(read: (path: string) => Uint8Array | null): string[] {
  const complaints: string[] = [];
  const complain = (when: boolean, sentence: string): void => void (when && complaints.push(sentence));
  const textOf = (path: string): string | null => {
    const bytes = read(path);
    return bytes && new TextDecoder().decode(bytes);
  };

  for (const language of LANGUAGES) {
    const path = `docs/store/listing/${language}.yml`;
    const source = textOf(path);
    if (source === null) {
      complaints.push(`${path} is missing`);
      continue;
    }
    const texts = textsOf(source);
    const short = texts.get('short') ?? '';
    const long = texts.get('long') ?? '';
    complain(
      short === '' || short.length > MAX_SHORT,
      `${path}: short has ${short.length} letters, not 1 to ${MAX_SHORT}`,
    );
    complain(
      long.length < MIN_LONG || long.length > MAX_LONG,
      `${path}: long has ${long.length} letters, not ${MIN_LONG} to ${MAX_LONG}`,
    );
    complain(/<[a-z/]/i.test(long), `${path}: long has HTML in it, which the stores show as it is`);
    const locale = textOf(`locales/${language}.yml`);
    // English is there from the first day; another language's interface may come later than its listing.
    const tagline = locale === null ? null : textsOf(locale).get('extension.tagline');
    complain(
      tagline === undefined ||
        (tagline === null && language === 'en') ||
        (tagline !== null && tagline !== short),
      `${path}: short is not what locales/${language}.yml says under extension.tagline`,
    );
  }

  const answers = textOf('docs/store/answers.md') ?? '';
  for (const [permission, reason] of Object.entries(PERMISSION_REASONS))
    complain(
      !answers.includes(`- \`${permission}\`: ${reason}`),
      `docs/store/answers.md does not give the reason for ${permission}`,
    );

  for (const [name, [width, height]] of Object.entries(STORE_PICTURES)) {
    const head = pngHead(read(`docs/store/pictures/${name}`));
    complain(
      head?.width !== width || head.height !== height || head.hasAlpha,
      `docs/store/pictures/${name} is no PNG of ${width} × ${height} px without transparency (npm run store-pictures)`,
    );
  }

  const svg = read('public/icon/icon.svg');
  for (const size of ICON_SIZES) {
    const icon = read(`public/icon/${size}.png`);
    complain(
      !svg || !icon || pngText(icon, ICON_SOURCE) !== iconSource(svg),
      `public/icon/${size}.png was not drawn from icon.svg as it is now (npx tsx scripts/draw-icons.ts)`,
    );
  }
  return complaints;
}

function textsOf(yaml: string): Map<string, string> {
  return new Map(
    parseMessagesText(yaml, 'YAML').map((message) => [
      message.key.join('.'),
      message.type === 'plural' ? '' : message.message.trim(),
    ]),
  );
}
