/**
 * On a shared machine of the checks, a test that waits for a browser, a socket or another process now and then runs out of time. There it may try
 * once more; what failed first is printed. Nobody's own machine retries.
 */
import { jest } from '@jest/globals';

if (process.env.CI) jest.retryTimes(1, { logErrorsBeforeRetry: true });
