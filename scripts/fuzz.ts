// npm run fuzz: every decoder of radio bytes with 1,280,000 hostile packets, mutated from real ones. Minutes: for a night.
import { runTool } from './run-child';

const LIMIT_MS = 60 * 60_000;

process.exit(
  await runTool('vitest', 'vitest', ['run', '--project', 'unit', 'tests/unit/fuzz'], {
    limitMs: LIMIT_MS,
    environment: { CATPACE_FUZZ: '1' },
  }),
);
