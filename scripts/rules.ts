// Writes docs/rules.md from the rules as the code has them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The texts have to be there before the first module that shows them.
await import('./speak');
const { rulesPage } = await import('./rules-page');

const path = join(import.meta.dirname, '..', 'docs', 'rules.md');
writeFileSync(path, rulesPage());
console.log(`Wrote ${path}`);
