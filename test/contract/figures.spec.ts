import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { looseWriting, type Messages } from './figures.rules.js';

const SOURCE = join(process.cwd(), 'dashboard', 'src');
const FOLDERS = ['screens/wall', 'screens/feeds', 'frame', 'rows', 'ui', 'maps', 'charts'];
const all = readdirSync(SOURCE, { recursive: true }).map(String).sort();
const templates = all.filter((path) => path.endsWith('.vue') && FOLDERS.some((folder) => path.startsWith(folder)));

/** All messages of one language by full key, named as i18n.ts names them. */
async function messagesOf(language: 'zh' | 'en'): Promise<Messages> {
  const files = all.filter((path) => path.endsWith(`messages.${language}.ts`) || path === `i18n/words.${language}.ts`);
  const found = await Promise.all(
    files.map(async (path) => {
      const module = (await import(pathToFileURL(join(SOURCE, path)).href)) as Record<string, object>;
      const folder = path.startsWith('i18n') ? 'words' : (path.split('/').at(-2) ?? '');
      return textsOf(Object.values(module)[0] ?? {}, folder);
    }),
  );
  return new Map(found.flat());
}

function textsOf(messages: object, path: string): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === 'string' ? [[`${path}.${key}`, value]] : textsOf(value as object, `${path}.${key}`),
  );
}

describe('numerals in templates', () => {
  let languages: Messages[];
  beforeAll(async () => {
    languages = [await messagesOf('zh'), await messagesOf('en')];
  });

  it('stand inside a data-figure, on the wall, the feeds and what they share', () => {
    const found = templates.flatMap((path) =>
      looseWriting(readFileSync(join(SOURCE, path), 'utf8'), languages).map((code) => `${path}: ${code}`),
    );
    expect(templates.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });

  it.each([
    ['<p>{{ total }}</p>', ['total']],
    ['<p>3 feeds</p>', ['3 feeds']],
    [`<p>{{ t('wall.tile.of', { n }) }}</p>`, [`t('wall.tile.of', { n })`]],
    [`<p>{{ t('wall.strip.note') }}</p>`, [`t('wall.strip.note')`]],
    [`<p>{{ t('no.such.key') }}</p>`, [`t('no.such.key')`]],
    ['<p data-figure="none"><b>{{ total }}</b></p>', []],
    ['<p :data-figure="query">{{ total }}</p>', []],
    [`<p>{{ t(cut ? 'wall.strip.cut' : 'wall.strip.live') }}</p>`, []],
    ['<p>{{ t(`words.lane.${lane}`) }}</p>', []],
  ])('%s: %j', (template, wanted) => {
    expect(looseWriting(`<template>${template}</template>`, languages)).toEqual(wanted);
  });
});
