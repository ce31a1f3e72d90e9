// The last line of a test run: "N passed, N failed", counted from the runner's report. With --strict it fails on any
// failure, when nothing ran, and when end-to-end tests were skipped.
import { join } from 'node:path';
import { ROOT } from './run-child';
import { readTestCounts } from './test-report';

const counts = readTestCounts(join(ROOT, 'reports', 'tests.json'));
const complaints = [
  ...(counts.failed > 0 ? ['tests failed'] : []),
  ...(counts.passed === 0 ? ['no test ran'] : []),
  ...(counts.endToEnd.passed === 0 ? ['no end-to-end test ran'] : []),
  ...(counts.endToEnd.skipped > 0 ? [`${counts.endToEnd.skipped} end-to-end tests were skipped`] : []),
];
const isStrict = process.argv.includes('--strict');
if (isStrict) for (const complaint of complaints) console.error(`FAILED: ${complaint}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(isStrict && complaints.length > 0 ? 1 : 0);
