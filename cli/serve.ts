import { startService, type RunningService } from '../server/main.js';
import { loadConfig } from '../server/platform/config.js';
import { fail, stopOnSignals } from './lifecycle.js';

/** The service alone, as an orchestrator or `npm run dev` starts it: no simulator, no build. */
let service: RunningService | undefined;
const leave = stopOnSignals(async () => service?.stop());
try {
  service = await startService(loadConfig(), (reason) => {
    console.error(reason);
    leave(1);
  });
  console.log(`city-brain listens at ${service.url}`);
} catch (error) {
  fail(error);
}
