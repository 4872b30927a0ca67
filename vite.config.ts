import vue from '@vitejs/plugin-vue';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { fieldWorker } from './dashboard/field-worker/plugin.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
const service = process.env['DEV_SERVICE'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: at('dashboard'),
  plugins: [vue(), fieldWorker()],
  resolve: { alias: { '@protocol': at('protocol') } },
  define: {
    __VERSION__: JSON.stringify(version),
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  // MapLibre 6 loads its worker as a module.
  worker: { format: 'es' },
  build: {
    outDir: at('dashboard/dist'),
    emptyOutDir: true,
    target: 'es2022',
    // data: URLs are refused by the content security policy (font-src, style-src 'self').
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1400,
    // In one chunk with zod, so that strict.ts has run before any other chunk makes a schema.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|dashboard[\\/]src[\\/]strict\.ts$/ }],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': service,
      '/healthz': service,
      '/readyz': service,
      '/socket.io': { target: service.replace(/^http/, 'ws'), ws: true },
    },
  },
});
