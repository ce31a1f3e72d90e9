import { describe, expect, it } from 'vitest';
import { countTests, readTestCounts } from '../../../scripts/test-report';

const file = (name: string, statuses: string[], status = 'passed') => ({
  name: `/somewhere/tests/${name}`,
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

describe('the count of a test run', () => {
  it('adds up what passed, failed and was skipped', () => {
    const testResults = [
      file('unit/a.test.ts', ['passed', 'passed', 'skipped', 'todo']),
      file('e2e/b.test.ts', ['passed', 'failed', 'skipped'], 'failed'),
    ];
    expect(countTests({ testResults })).toEqual({
      passed: 3,
      failed: 1,
      skipped: 3,
      endToEnd: { passed: 1, skipped: 1 },
    });
  });

  it('takes a file that could not be loaded for a failure', () => {
    expect(countTests({ testResults: [file('unit/a.test.ts', [], 'failed')] })).toMatchObject({ failed: 1 });
  });

  it('takes a run without a report for a failure', () => {
    expect(readTestCounts('/nowhere/tests.json')).toMatchObject({ passed: 0, failed: 1 });
  });
});
