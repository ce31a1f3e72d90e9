import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Texts come from the browser; in Node they are read from locales/. */
const shared = { testTimeout: 20_000, setupFiles: ['./scripts/speak.ts'] };

export default defineConfig({
  plugins: [svelte()],
  test: {
    projects: [
      {
        extends: true,
        test: { ...shared, name: 'unit', include: ['tests/unit/**/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        test: { ...shared, name: 'architecture', include: ['tests/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        // The browser build of Svelte, not the server's.
        resolve: { conditions: ['browser'] },
        test: {
          ...shared,
          name: 'component',
          include: ['tests/component/**/*.test.ts'],
          environment: 'happy-dom',
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'e2e',
          // The soak walks half an hour at the edge of radio range: minutes of work, and only when asked for.
          include: [
            'tests/e2e/**/*.test.ts',
            ...(process.env.CATPACE_SOAK ? ['tests/soak/**/*.test.ts'] : []),
          ],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // One browser and one bus at a time: two cores.
          fileParallelism: false,
        },
      },
    ],
  },
});
