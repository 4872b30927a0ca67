/** Runs one of our TypeScript programs without a build: node test/support/run-ts.mjs cli/serve.ts [arguments]. */
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

register('./ts-hooks.mjs', import.meta.url);
const [, , program, ...rest] = process.argv;
process.argv = [process.argv[0], resolve(program), ...rest];
await import(pathToFileURL(resolve(program)).href);
