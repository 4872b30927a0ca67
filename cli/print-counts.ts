/** Prints rows by table, the empty ones summed up in one line. */
export function printCounts(rows: Readonly<Record<string, number>>): void {
  const filled = Object.entries(rows).filter(([, n]) => n > 0);
  for (const [table, n] of filled) console.log(`${table.padEnd(24)} ${String(n).padStart(12)}`);
  console.log(`${Object.keys(rows).length - filled.length} tables are empty.`);
}
