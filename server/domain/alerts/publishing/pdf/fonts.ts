import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Type of the paper: whole fonts, because a subset made beforehand loses the rare characters of names and places. */
export interface Fonts {
  regular: Buffer;
  bold: Buffer;
}

const FACES = { regular: '400Regular/NotoSansSC_400Regular.ttf', bold: '700Bold/NotoSansSC_700Bold.ttf' };

let loaded: Promise<Fonts> | undefined;

/** Reads the fonts once per process (21 MB); only the signs that a paper uses are put into it. */
export function loadFonts(): Promise<Fonts> {
  loaded ??= read().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function read(): Promise<Fonts> {
  const { resolve } = createRequire(import.meta.url);
  const face = (path: string) => readFile(resolve(`@expo-google-fonts/noto-sans-sc/${path}`));
  const [regular, bold] = await Promise.all([face(FACES.regular), face(FACES.bold)]);
  return { regular, bold };
}
