import { defineConfig } from 'wxt';

export default defineConfig({
  modules: ['@wxt-dev/module-svelte'],
  // Every import stays visible in the file that uses it.
  imports: false,
  manifest: {
    name: 'Catpace',
    description: 'Your cat sets the pace: leash training with a Bluetooth LE harness tag.',
    // unlimitedStorage: walks are large, and the browser must not evict them.
    // power: the machine stays awake while a walk is recorded, its screen may go dark.
    permissions: ['unlimitedStorage', 'power'],
    minimum_chrome_version: '121',
    incognito: 'not_allowed',
  },
  zip: { name: 'catpace' },
});
