import { rings, TIMEOUT_MS, WORKERS } from './jest.config.mjs';

/** The slow specs of every ring: `npm run test:slow`. Two at a time: they measure, and starve each other where more run. */
export default { ...WORKERS, testTimeout: TIMEOUT_MS, projects: rings('slow') };
