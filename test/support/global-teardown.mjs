/** Stops the run's cluster and removes its folder. A killed run does without: PostgreSQL ends with its parent. */
export default async function teardown() {
  await globalThis.testCluster?.stop();
}
