/** `node --import` this to run TypeScript sources without a build. */
import { register } from 'node:module';

register('./ts-hooks.mjs', import.meta.url);
