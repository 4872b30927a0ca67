/** File sizes of docs/architecture.md §5: .ts hard limit 300 (.vue 250), 90th percentile 200, median 80; at most 12 imports a file (types and
 * Node's own modules make no hub). */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const LIMIT = { '.ts': 300, '.vue': 250 };
const P90 = 200;
const MEDIAN = 80;
const IMPORTS = 12;

const files = execFileSync('git', ['ls-files', '*.ts', '*.vue'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter(Boolean);
const sized = files.map((file) => {
  const text = readFileSync(file, 'utf8');
  const imports = new Set([...text.matchAll(/^import\s(?!type\s)[\s\S]*?from\s+'((?!node:)[^']+)'/gm)].map((m) => m[1]))
    .size;
  return { file, lines: text.split('\n').length - 1, imports, limit: LIMIT[file.slice(file.lastIndexOf('.'))] };
});
const lists = (file) => /(\.module|(^|\/)(migrations|router|main))\.ts$/.test(file);
const faults = sized.flatMap((f) => [
  ...(f.lines > f.limit ? [`${f.file}: ${f.lines} lines, limit ${f.limit}`] : []),
  ...(f.imports > IMPORTS && !lists(f.file) ? [`${f.file}: ${f.imports} imports, limit ${IMPORTS}`] : []),
]);
const lines = sized
  .filter((f) => f.file.endsWith('.ts'))
  .map((f) => f.lines)
  .sort((a, b) => a - b);
const at = (q) => lines[Math.floor((lines.length - 1) * q)] ?? 0;
if (at(0.9) > P90) faults.push(`90th percentile of .ts is ${at(0.9)} lines, limit ${P90}`);
if (at(0.5) > MEDIAN) faults.push(`median of .ts is ${at(0.5)} lines, limit ${MEDIAN}`);
for (const fault of faults) console.error(fault);
console.log(`${files.length} files, median ${at(0.5)}, p90 ${at(0.9)}, longest ${lines.at(-1) ?? 0} lines`);
process.exit(faults.length > 0 ? 1 : 0);
