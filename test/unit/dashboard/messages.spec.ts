import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const SOURCE = join(process.cwd(), 'dashboard', 'src');
/** What may stand in Chinese among English words: the name of the other language in its own script. */
const OWN_NAMES = ['中文'];

/** The pairs of a Chinese and an English file, without their endings. */
const PAIRS = readdirSync(SOURCE, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.zh.ts'))
  .map((path) => path.slice(0, -'.zh.ts'.length))
  .sort();

async function wordsOf(pair: string, language: 'zh' | 'en'): Promise<object> {
  const found = (await import(pathToFileURL(join(SOURCE, `${pair}.${language}.ts`)).href)) as Record<string, object>;
  return Object.values(found)[0] ?? {};
}

/** Every text with the path of its key. */
function texts(messages: object, path = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : texts(value as object, `${path}${key}.`),
  );
}

/** Every key with the names of the values it takes, e.g. `late {n}`. */
const shape = (messages: object) =>
  texts(messages).map(([key, text]) => `${key} ${[...new Set(text.match(/\{\w+\}/g))].sort().join(' ')}`);

describe('words of the screens', () => {
  it('exist for every part of the dashboard', () => {
    expect(PAIRS.length).toBeGreaterThan(7);
  });

  it.each(PAIRS)('are complete in both languages with the same values: %s', async (pair) => {
    expect(shape(await wordsOf(pair, 'en')).sort()).toEqual(shape(await wordsOf(pair, 'zh')).sort());
  });

  it.each(PAIRS)('are English in English: %s', async (pair) => {
    const chinese = texts(await wordsOf(pair, 'en')).filter(([, text]) => /\p{Script=Han}|[，。；：、]/u.test(text));
    expect(chinese.filter(([, text]) => !OWN_NAMES.includes(text))).toEqual([]);
  });
});
