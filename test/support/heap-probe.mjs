/** `node --import` this to have a process tell, on a loopback port of its own (HEAP_PROBE_PORT), what it holds after a forced collection. */
import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

createServer((_, response) => {
  collect();
  response.end(JSON.stringify(process.memoryUsage()));
})
  .listen(Number(process.env.HEAP_PROBE_PORT), '127.0.0.1')
  .unref();
