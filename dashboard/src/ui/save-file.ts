/** Hands a file to the reader's browser. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file when the click returns; Safari looks at the address a moment longer.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
