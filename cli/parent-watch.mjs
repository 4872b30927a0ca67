/**
 * Stops this process when the npm that started it is gone: npm and its shell die on SIGTERM without passing it on. Started by hand
 * (node cli/start.mjs &) there is no npm to watch, and the process may outlive its shell.
 */
export function watchParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGTERM'), 500).unref();
}
