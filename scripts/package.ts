// npm run package: builds, checks the manifest, the code and what the stores show, and packs one zip for each store. With --twice everything is built once
// more, and the command fails unless the same bytes come out.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSION } from './build-extension';
import { manifestComplaints } from './package/check-manifest';
import { codeComplaints } from './package/check-code';
import { readTexts } from './package/read-texts';
import { storeComplaints } from './package/check-store';
import { releaseNotes } from './package/release-notes';
import { packFolder } from './package/pack';
import { ROOT, runTool } from './run-child';

const BUILD_LIMIT_MS = 3 * 60_000;
/** Both take the same package: what differs is where it is uploaded. */
const STORES = ['chrome-web-store', 'edge-add-ons'];
const OUTPUT = join(ROOT, '.output');

async function build(): Promise<Uint8Array<ArrayBuffer>> {
  rmSync(EXTENSION, { recursive: true, force: true });
  const code = await runTool('wxt', 'wxt', ['build'], { limitMs: BUILD_LIMIT_MS, quiet: true });
  if (code !== 0) throw new Error('The extension could not be built: see above.');
  return packFolder(EXTENSION);
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const readIn =
  (folder: string) =>
  (path: string): Uint8Array | null => {
    const full = join(folder, path);
    return existsSync(full) ? readFileSync(full) : null;
  };
const readBuilt = readIn(EXTENSION);
const readRepository = readIn(ROOT);

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const zip = await build();
const manifest = JSON.parse(readFileSync(join(EXTENSION, 'manifest.json'), 'utf8')) as Record<
  string,
  unknown
>;
const complaints = [
  ...manifestComplaints({ manifest, read: readBuilt }, version),
  ...codeComplaints(readTexts(EXTENSION)),
  ...storeComplaints(readRepository),
];
const notes = releaseNotes(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), version);
if (!notes) complaints.push(`CHANGELOG.md has no part about ${version}`);
if (process.argv.includes('--twice')) {
  const again = hashOf(await build());
  if (again !== hashOf(zip)) complaints.push(`two builds differ: ${hashOf(zip)}, then ${again}`);
  else console.log('Two builds, the same bytes.');
}
if (complaints.length > 0) {
  for (const complaint of complaints) console.error(`NOT READY: ${complaint}`);
  process.exit(1);
}
mkdirSync(OUTPUT, { recursive: true });
writeFileSync(join(OUTPUT, `release-notes-${version}.md`), `${notes}\n`);
console.log(`.output/release-notes-${version}.md: from CHANGELOG.md`);
for (const store of STORES) {
  const name = `catpace-${version}-${store}.zip`;
  writeFileSync(join(OUTPUT, name), zip);
  console.log(`.output/${name}: ${(zip.length / 1024).toFixed(0)} KiB, SHA-256 ${hashOf(zip)}`);
}
