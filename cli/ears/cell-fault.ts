/** A cell that cannot be read, with its line in the file (the line of names is 1) and column. */
export class CellFault extends Error {
  constructor(line: number, column: string, problem: string) {
    super(`line ${line}, column "${column}": ${problem}`);
  }
}
