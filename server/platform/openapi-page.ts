import type { Route } from './routes.js';

/** A file of its own: the content security policy forbids inline styles. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.6 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
`;

/** Lists all routes on one page that needs no script. */
export function docsPage(routes: readonly Route[]): string {
  const rows = [...routes]
    .sort((a, b) => a.path.localeCompare(b.path))
    .map(({ verb, path, policy, api }) => {
      const cells = [
        `<code>${escape(verb)}</code>`,
        `<code>${escape(path)}</code>`,
        escape(api?.summary ?? ''),
        `<code>${escape(policy ?? '')}</code>`,
      ];
      return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>city-brain API</title><link rel="stylesheet" href="/api/docs.css"></head>
<body>
<h1>city-brain API</h1>
<p>Schemas of bodies and answers: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<table><thead><tr><th>Method</th><th>Path</th><th>What it does</th><th>Who may</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
