import { longRing } from './jest.config.mjs';

/** Chaos, soak and big data: `npm run test:long`. A short form of each runs in `npm run test:slow`. */
export default { maxWorkers: 1, testTimeout: 3_600_000, projects: [longRing] };
