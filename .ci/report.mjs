/**
 * Reads reports that jest wrote with --json.
 *
 *   node .ci/report.mjs failing FIRST          paths of the spec files that failed, one a line
 *   node .ci/report.mjs counts FIRST [SECOND]  "PASSED FAILED": a spec file of SECOND counts instead of the same file of FIRST. A file that did not
 *                                              even begin is one failure; a report that is not there is one failure.
 */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [command, ...paths] = process.argv.slice(2);
const filesOf = (path) => {
  if (!path || !existsSync(path)) return null;
  const { testResults } = JSON.parse(readFileSync(path, 'utf8'));
  return new Map(testResults.map((file) => [relative(process.cwd(), file.name), file]));
};
const first = filesOf(paths[0]);

if (command === 'failing') {
  for (const [path, file] of first ?? []) if (file.status === 'failed') console.log(path);
} else {
  const files = first ? [...new Map([...first, ...(filesOf(paths[1]) ?? [])]).values()] : [];
  const count = (status) => files.flatMap((f) => f.assertionResults).filter((a) => a.status === status).length;
  const unbegun = files.filter((f) => f.status === 'failed' && f.assertionResults.every((a) => a.status !== 'failed'));
  console.log(count('passed'), count('failed') + unbegun.length + (first ? 0 : 1));
}
