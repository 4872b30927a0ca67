import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Plugin, Rolldown } from 'vite';

const SOURCE = fileURLToPath(new URL('worker.ts', import.meta.url));
/** Built files that the field page needs to start; the many slices of the typeface are kept as they are used. */
const SHELL_MODULES = /dashboard\/(index\.html|src\/screens\/(field|sign-in)\/\w+\.vue)$/;

/** Writes `/field-worker.js`: the worker of the field page with the list of files that make up its shell. */
export function fieldWorker(): Plugin {
  return {
    name: 'field-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      const shell = shellOf(bundle);
      const version = createHash('sha256').update(shell.join('\n')).digest('hex').slice(0, 16);
      const { outputText } = ts.transpileModule(readFileSync(SOURCE, 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true },
      });
      const head = `const SHELL = ${JSON.stringify(shell)};\nconst VERSION = ${JSON.stringify(version)};\n`;
      // A classic script: "export {}" would make it none.
      const source = `${head}${outputText.replace(/^export \{\};?$/m, '')}`;
      this.emitFile({ type: 'asset', fileName: 'field-worker.js', source });
    },
  };
}

/** Paths of the shell's scripts and styles, with everything they import. */
function shellOf(bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set<string>();
  const add = (name: string): void => {
    const chunk = byName.get(name);
    if (!chunk || found.has(name)) return;
    found.add(name);
    for (const path of chunk.viteMetadata?.importedCss ?? []) found.add(path);
    chunk.imports.forEach(add);
  };
  for (const chunk of chunks) if (SHELL_MODULES.test(chunk.facadeModuleId ?? '')) add(chunk.fileName);
  return [...found].map((name) => `/${name}`).sort();
}
