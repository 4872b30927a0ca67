/** How a flat line of a register stands for a nested input. */
export interface LineShape {
  /** Columns that hold numbers. */
  numbers: readonly string[];
  /** Columns that stand one level down, by the field they belong to: column to name. */
  groups: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Columns whose cell holds several things. */
  lists?: Readonly<Record<string, (cell: string) => unknown>>;
  /** Columns that an export tells and an import does not take. */
  told?: readonly string[];
}

/** Makes an input of a line; empty cells count as left out. What is no text (JSON) stays as it is. */
export function inputOf(
  line: Readonly<Record<string, unknown>>,
  { numbers, groups, lists = {}, told = [] }: LineShape,
) {
  const input: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(line)) {
    if (cell === '' || told.includes(column)) continue;
    const value = valueOf(column, cell);
    const found = Object.entries(groups).find(([, columns]) => columns[column] !== undefined);
    if (found) input[found[0]] = { ...(input[found[0]] as object), [found[1][column] as string]: value };
    else input[column] = value;
  }
  return input;

  function valueOf(column: string, cell: unknown): unknown {
    if (typeof cell !== 'string') return cell;
    if (numbers.includes(column)) return Number(cell);
    return lists[column]?.(cell) ?? cell;
  }
}

/** Names of all columns that a line may have. @param fields of the nested input */
export function columnsOf(fields: readonly string[], { groups, told = [] }: LineShape): string[] {
  return [...fields.flatMap((field) => (groups[field] ? Object.keys(groups[field]) : [field])), ...told];
}

/** The column that a place in the input comes from. */
export function columnOf(path: readonly PropertyKey[], { groups }: LineShape): string {
  const [first = '', second] = path.map(String);
  const columns = Object.entries(groups[first] ?? {});
  if (columns.length === 0) return first;
  const found = columns.find(([, name]) => name === second) ?? columns[0];
  return found?.[0] ?? first;
}
