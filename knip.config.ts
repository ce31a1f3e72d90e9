import type { KnipConfig } from 'knip';

/** What a component names: its scripts, and what its markup loads on demand. */
function importsOfComponent(text: string): string {
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]);
  const onDemand = [...text.matchAll(/\bimport\('[^']+'\)/g)].map((match) => `${match[0]};`);
  return [...scripts, ...onDemand].join('\n');
}

export default {
  entry: [
    'entrypoints/background.ts',
    'entrypoints/*/main.ts',
    'wxt.config.ts',
    'scripts/*.ts',
    'scripts/run.mjs',
    'tests/**/*.test.ts',
    // Processes and pages of their own.
    'tests/support/virtual-tag/radio-process.ts',
  ],
  project: ['*.ts', '{lib,components,entrypoints,scripts,tests}/**/*.{ts,svelte,mjs,js}'],
  // The program of the tag runs on a board: Espruino brings its modules, and nobody imports it.
  ignore: ['lib/tag/espruino/catpace-tag.js'],
  ignoreDependencies: [
    // By name in wxt.config.ts and in scripts/check.ts.
    '@wxt-dev/module-svelte',
    'svelte-check',
  ],
  compilers: { svelte: importsOfComponent },
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
