import { register } from 'node:module';

register('./ts-hooks.mjs', import.meta.url);

/** Starts one throw-away cluster for the whole run, with a migrated template. PG_ADMIN tells the workers where. */
export default async function setup() {
  const { startTestCluster } = await import('./cluster.ts');
  globalThis.testCluster = await startTestCluster();
  process.env.PG_ADMIN = globalThis.testCluster.adminUrl;
}
