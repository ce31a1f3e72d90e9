import { defineConfig } from 'wxt';

export default defineConfig({
  modules: ['@wxt-dev/module-svelte', '@wxt-dev/i18n/module'],
  // Every import stays visible in the file that uses it.
  imports: false,
  manifest: {
    default_locale: 'en',
    name: 'Catpace',
    description: '__MSG_extension_tagline__',
    // unlimitedStorage: walks are large, and the browser must not evict them.
    // power: the machine stays awake while a walk is recorded, its screen may go dark.
    permissions: ['unlimitedStorage', 'power'],
    minimum_chrome_version: '121',
    incognito: 'not_allowed',
  },
  zip: { name: 'catpace' },
});
