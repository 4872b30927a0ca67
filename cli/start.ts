import { join } from 'node:path';
import { IdentityBootstrap } from '../server/identity/identity-bootstrap.service.js';
import { startService, type RunningService } from '../server/main.js';
import { isLoopback, loadConfig, type Config } from '../server/platform/config.js';
import { Database } from '../server/platform/database.js';
import { PROJECT_ROOT } from '../server/platform/root.js';
import { fail, stopOnSignals } from './lifecycle.js';
import { SimulatorChild } from './simulator-child.js';

/** `npm start`: database, service and, in the demo, the city that fills it. */
let service: RunningService | undefined;
let simulator: SimulatorChild | undefined;
const leave = stopOnSignals(async () => {
  await simulator?.stop();
  await service?.stop();
  console.log('city-brain has stopped.');
});

try {
  const config = withDemoCity(loadConfig());
  service = await startService(config, (reason) => {
    console.error(reason);
    leave(1);
  });
  if (config.cityDemo) {
    simulator = new SimulatorChild(service.app.get(Database), config, service.url);
    simulator.start();
  }
  console.log(welcome(config, service));
} catch (error) {
  fail(error);
}

/** The demo without a profile of its own shows the invented city. */
function withDemoCity(config: Config): Config {
  if (!config.cityDemo || config.cityProfile !== null) return config;
  return { ...config, cityProfile: join(PROJECT_ROOT, 'simulator', 'lanchuan') };
}

function welcome(config: Config, running: RunningService): string {
  const { adminPasswordOnce, demo } = running.app.get(IdentityBootstrap, { strict: false }).report;
  const lines = [`city-brain is ready: ${running.url}`];
  if (demo) {
    lines.push('', `Demo accounts (passwords also in ${join(config.dataDir, 'demo-accounts.txt')}):`);
    if (isLoopback(config.host))
      for (const { username, password } of demo) lines.push(`  ${username.padEnd(10)} ${password}`);
    lines.push('', 'The demo city is filling in the past days; the screens say so until it is done.');
  }
  if (adminPasswordOnce)
    lines.push('', 'First administrator, shown this once only:', `  admin      ${adminPasswordOnce}`);
  if (config.allowInsecureHttp && !config.tls && !isLoopback(config.host)) {
    lines.push('', 'WARNING: served over plain http. Passwords can be read on the way; use TLS_CERT and TLS_KEY.');
  }
  lines.push('', 'Stop with Ctrl-C.');
  return `\n${lines.join('\n')}\n`;
}
