// Writes docs/events.md from the detectors as the code has them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsPage } from './events-page';

const path = join(import.meta.dirname, '..', 'docs', 'events.md');
writeFileSync(path, eventsPage());
console.log(`Wrote ${path}`);
