// npm run fuzz: every decoder of radio bytes with 1,280,000 hostile packets, mutated from real ones; every importer with 40,000
// damaged files, and 100,000 installations on a board that says anything. Minutes: for a night.
import { runTool } from './run-child';

const LIMIT_MS = 60 * 60_000;

process.exit(
  await runTool('vitest', 'vitest', ['run', '--project', 'unit', 'tests/unit/fuzz'], {
    limitMs: LIMIT_MS,
    environment: { CATPACE_FUZZ: '1' },
  }),
);
