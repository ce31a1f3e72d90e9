import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Licences that ask for no more than to be named, and that it is told where the source is: ours is unchanged. */
export const KNOWN_LICENCES = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
]);

/** What of a package's own description is told. */
interface PackageWord {
  name: string;
  version: string;
  license?: string;
  repository?: string | { url?: string };
}

/** Keeps in mind from which packages code got into the extension, and tells their licences. */
export class LicenceList {
  readonly #folders = new Set<string>();

  /** To be a plugin of every build. */
  readonly plugin: Plugin = {
    name: 'list-licences',
    generateBundle: (_options, bundle) => {
      for (const item of Object.values(bundle)) {
        if (item.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(item.modules)) {
          if (renderedLength === 0) continue;
          const folder = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1];
          if (folder) this.#folders.add(folder);
        }
      }
    },
  };

  /** Each package with its version, where its source is, and the text of its licence. Throws on a licence that nobody has looked at. */
  text(): string {
    const entries = [...this.#folders].map((folder) => {
      const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageWord;
      const licence = about.license ?? 'none';
      if (!KNOWN_LICENCES.has(licence))
        throw new Error(`${about.name} is under ${licence}: may it be shipped?`);
      const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
      const words =
        file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
      return {
        title: `${about.name} ${about.version} (${licence})`,
        words: `${sourceOf(about)}\n\n${words}`,
      };
    });
    if (entries.length === 0) throw new Error('No package was seen in the build.');
    entries.sort((a, b) => (a.title < b.title ? -1 : 1));
    return [
      'Catpace contains code of these projects. Thank you.',
      ...entries.map(
        ({ title, words }) =>
          `${'='.repeat(title.length)}\n${title}\n${'='.repeat(title.length)}\n\n${words}`,
      ),
    ].join('\n\n');
  }
}

/** Where the source is, as MPL-2.0 (3.2) asks to be told. Nothing of a package is changed. */
function sourceOf({ name, version, repository }: PackageWord): string {
  const told = typeof repository === 'string' ? repository : repository?.url;
  const source = `Unchanged source: https://www.npmjs.com/package/${name}/v/${version}`;
  return told ? `${source}, ${told.replace(/^git\+/, '')}` : source;
}
