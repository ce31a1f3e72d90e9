// Writes docs/rules.md from the rules as the code has them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPage } from '../lib/training/rules-page';

const path = join(import.meta.dirname, '..', 'docs', 'rules.md');
writeFileSync(path, rulesPage());
console.log(`Wrote ${path}`);
