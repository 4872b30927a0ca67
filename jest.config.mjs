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
const cluster = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};
/** For the rings that wait for other processes. */
const patient = { ...cluster, setupFilesAfterEnv: ['<rootDir>/test/support/retry.mjs'] };
/** Proofs that take long, by their nature: kills, floods, whole files of real data, benches. `npm run test:slow`; the checks of a change run both. */
const SLOW = '.slow.spec.ts';
const ring = (name, extra) => ({ ...base, displayName: name, ...extra });

/** Every ring, of its quick specs or of its slow ones. */
export function rings(which) {
  const specs = (name) =>
    which === 'slow'
      ? { testMatch: [`<rootDir>/test/${name}/**/*${SLOW}`] }
      : {
          testMatch: [`<rootDir>/test/${name}/**/*.spec.ts`],
          testPathIgnorePatterns: [`${SLOW.replaceAll('.', '\\.')}$`],
        };
  const settings = {
    unit: {},
    contract: cluster,
    db: patient,
    e2e: patient,
    live: patient,
    story: patient,
    browser: patient,
    bench: patient,
  };
  return Object.entries(settings).map(([name, extra]) => ring(name, { ...extra, ...specs(name) }));
}

/** Long runs: test/long. */
export const longRing = ring('long', { ...cluster, testMatch: ['<rootDir>/test/long/**/*.spec.ts'] });

// Two cores and a shared database: generous, so that a busy machine fails nothing; the machine of the checks may be busier yet.
export const TIMEOUT_MS = process.env.CI ? 120_000 : 30_000;

/** A worker that grew is taken anew: modules of spec files that ended stay in its memory, and collecting them slows the rest. */
export const WORKERS = { maxWorkers: 2, workerIdleMemoryLimit: '600MB' };

export default { ...WORKERS, testTimeout: TIMEOUT_MS, projects: rings('quick') };
