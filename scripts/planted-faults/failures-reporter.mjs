import { writeFileSync } from 'node:fs';

/** Writes down what failed and why, also where Jest stops at the first failure. */
export default class FailuresReporter {
  failures = [];

  onTestResult(_, { testExecError, testResults }) {
    if (testExecError) this.failures.push({ test: null, message: testExecError.message });
    for (const { status, fullName, failureMessages } of testResults) {
      if (status === 'failed') this.failures.push({ test: fullName, message: failureMessages.join('\n') });
    }
  }

  onRunComplete() {
    writeFileSync(process.env.FAILURES_FILE, JSON.stringify(this.failures));
  }
}
