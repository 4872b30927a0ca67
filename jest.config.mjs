/** Rings of docs/architecture.md §6. `db` rings share one throw-away cluster, each spec file its own database. */
const swc = {
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^@protocol/(.*)$': '<rootDir>/protocol/$1.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
};
export const cluster = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};
/** For the rings that wait for other processes. */
const patient = { ...cluster, setupFilesAfterEnv: ['<rootDir>/test/support/retry.mjs'] };
export const ring = (name, extra = {}) => ({
  ...base,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.spec.ts`],
  ...extra,
});

export default {
  maxWorkers: 2,
  // Two cores and a shared database: generous, so that a busy machine fails nothing.
  testTimeout: 30_000,
  projects: [
    ring('unit'),
    ring('contract', cluster),
    ring('db', cluster),
    ring('e2e', patient),
    ring('live', patient),
    ring('story', patient),
    ring('browser', patient),
    ring('bench', patient),
  ],
};
