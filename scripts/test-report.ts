import { existsSync, readFileSync } from 'node:fs';

/** The part of the test runner's JSON report that is counted. */
interface RunnerReport {
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
}

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
  /** Of these, in the end-to-end folder. */
  endToEnd: { passed: number; skipped: number };
}

/** Count a report of `vitest --reporter=json`; a run that left none is one failure. */
export function readTestCounts(reportPath: string): TestCounts {
  if (!existsSync(reportPath))
    return { passed: 0, failed: 1, skipped: 0, endToEnd: { passed: 0, skipped: 0 } };
  return countTests(JSON.parse(readFileSync(reportPath, 'utf8')) as RunnerReport);
}

/** A file that could not even be loaded counts as one failure. */
export function countTests({ testResults }: RunnerReport): TestCounts {
  const counts: TestCounts = { passed: 0, failed: 0, skipped: 0, endToEnd: { passed: 0, skipped: 0 } };
  for (const { name, status, assertionResults } of testResults) {
    const having = (wanted: string): number =>
      assertionResults.filter((assertion) => assertion.status === wanted).length;
    const passed = having('passed');
    const failed = having('failed');
    const skipped = assertionResults.length - passed - failed;
    counts.passed += passed;
    counts.failed += status === 'failed' && failed === 0 ? 1 : failed;
    counts.skipped += skipped;
    if (!name.replaceAll('\\', '/').includes('/tests/e2e/')) continue;
    counts.endToEnd.passed += passed;
    counts.endToEnd.skipped += skipped;
  }
  return counts;
}
