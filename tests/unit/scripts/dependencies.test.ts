import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_LICENCES } from '../../../scripts/package/list-licences';

const ROOT = join(import.meta.dirname, '../../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

const { dependencies, devDependencies, overrides } = read('package.json') as Record<
  string,
  Record<string, string>
>;
const { packages } = read('package-lock.json') as {
  packages: Record<
    string,
    {
      version: string;
      integrity?: string;
      resolved?: string;
      license?: string;
      dev?: true;
      devOptional?: true;
      hasInstallScript?: true;
    }
  >;
};
const installed = Object.entries(packages).filter(([path]) => path !== '');

describe('the packages that Catpace is made with', () => {
  it('are of exact versions, each as it was locked', () => {
    const asked = { ...dependencies, ...devDependencies, ...overrides };
    expect(Object.keys(asked).length).toBeGreaterThan(30);
    for (const [name, version] of Object.entries(asked)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
      if (!(name in overrides!)) expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  it('are known by their hash, and come from the registry only', () => {
    expect(
      installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path),
    ).toEqual([]);
    const elsewhere = installed.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere).toEqual([]);
  });

  it('run nothing when they are installed, but for those that somebody has looked at', () => {
    const running = installed
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.split('node_modules/').at(-1));
    // esbuild fetches its own binary; spawn-sync does nothing on a Node that has spawnSync.
    expect([...new Set(running)].sort()).toEqual(['esbuild', 'spawn-sync']);
  });

  it('that are shipped are under licences that ask for no more than to be named, with the source', () => {
    const shipped = installed.filter(([, { dev, devOptional }]) => !dev && !devOptional);
    expect(shipped.length).toBeGreaterThan(10);
    expect(shipped.filter(([, { license }]) => !KNOWN_LICENCES.has(license ?? 'none'))).toEqual([]);
  });
});
