import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'wxt';
import { LicenceList } from './scripts/package/list-licences';

/** Nothing but what the package holds: no page of ours loads, sends or runs anything else, whatever a bug would have it do. */
const PAGES_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  // Svelte sets the size of a bar as the style of its element.
  "style-src 'self' 'unsafe-inline'",
  // Photos of cats and pictures made for saving.
  "img-src 'self' data: blob:",
  // The owner's video beside a replay, and two soft notes.
  "media-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const licences = new LicenceList();

export default defineConfig({
  modules: ['@wxt-dev/module-svelte', '@wxt-dev/i18n/module'],
  svelte: {
    vite: {
      compilerOptions: {
        // Every component, also one without a rune: none brings Svelte's older reactivity into the pages.
        runes: true,
        // Telling every page which Svelte it was built with takes a file and a line in each.
        discloseVersion: false,
      },
    },
  },
  // Every import stays visible in the file that uses it.
  imports: false,
  manifest: ({ command }) => ({
    default_locale: 'en',
    name: 'Catpace',
    description: '__MSG_extension_tagline__',
    // unlimitedStorage: walks are large, and the browser must not evict them.
    // power: the machine stays awake while a walk is recorded, its screen may go dark.
    permissions: ['unlimitedStorage', 'power'],
    minimum_chrome_version: '121',
    incognito: 'not_allowed',
    // Hot reload speaks to a server of its own.
    ...(command === 'build' && { content_security_policy: { extension_pages: PAGES_POLICY } }),
  }),
  vite: () => ({ plugins: [licences.plugin] }),
  hooks: {
    'build:done': (wxt) => {
      if (wxt.config.command === 'build')
        writeFileSync(join(wxt.config.outDir, 'licences.txt'), licences.text());
    },
  },
  zip: { name: 'catpace' },
});
