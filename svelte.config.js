import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    // Every component, also one without a rune: none brings Svelte's older reactivity into the pages.
    runes: true,
    // Telling every page which Svelte it was built with takes a file and a line in each.
    discloseVersion: false,
  },
};
