import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

/** A module and all that it imports as one script for a page, which finds its exports under a global name. */
export async function bundleForPage(entry: string, name: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // Components, too; their styles come with the script.
    plugins: [svelte({ configFile: false, emitCss: false })],
    resolve: { conditions: ['browser', 'production'] },
    build: { write: false, lib: { entry, formats: ['iife'], name } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error(`${entry} could not be bundled`);
  return output.output[0].code;
}
