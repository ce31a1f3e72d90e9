// Writes docs/privacy.md from the texts of the page: npx tsx scripts/privacy.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import './speak';

const { privacyMarkdown } = await import('../lib/app/privacy-policy');
const path = join(import.meta.dirname, '..', 'docs', 'privacy.md');
writeFileSync(path, privacyMarkdown());
console.log(`Wrote ${path}`);
