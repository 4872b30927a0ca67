const LETTERS = 'abcdefghjklmnopqrstwxyz';
/** The first character of each letter in the order of pinyin; i, u and v begin nothing. @source CLDR collation `zh-u-co-pinyin` */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀';
/** Other initials of characters that names use in more than one reading. */
const OTHERS: Readonly<Record<string, string>> = {
  ...{ 长: 'c', 重: 'c', 行: 'h', 厦: 'x', 乐: 'y', 朝: 'z', 曾: 'c', 单: 's', 解: 'x', 盛: 'c', 藏: 'z', 传: 'z' },
  ...{ 仇: 'q', 区: 'o', 查: 'z', 尉: 'y', 覃: 'q', 都: 'd', 大: 'd', 调: 't', 弹: 'd', 尾: 'w', 蔚: 'y', 石: 's' },
};
const collator = new Intl.Collator('zh-u-co-pinyin');
const known = new Map<string, string>();

/** The pinyin initial of a character; letters and digits stand for themselves, everything else for nothing. */
function initialOf(character: string): string {
  const kept = known.get(character);
  if (kept !== undefined) return kept;
  const initial = computed(character);
  known.set(character, initial);
  return initial;
}

function computed(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase();
  if (!/[\u4e00-\u9fff]/.test(character)) return '';
  let found = '';
  for (let i = 0; i < FIRST.length; i++) {
    if (collator.compare(FIRST[i] as string, character) > 0) break;
    found = LETTERS[i] as string;
  }
  return found;
}

/** Pinyin initials of a name: 特检一组 is `tjyz`. One reading of each character, the one it is sorted by. */
export function initialsOf(name: string): string {
  return [...name].map(initialOf).join('');
}

/**
 * Where what was typed stands in a name: as it is, or by pinyin initials (any reading of the common ones). Answers the place, 0 at the beginning;
 * null when nowhere.
 */
export function typedIn(name: string, typed: string): number | null {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return 0;
  const plain = name.toLowerCase().indexOf(wanted);
  if (plain >= 0) return plain;
  if (!/^[a-z0-9]+$/.test(wanted)) return null;
  const letters = [...name].map((c) => initialOf(c) + (OTHERS[c] ?? '')).filter((of) => of !== '');
  for (let from = 0; from + wanted.length <= letters.length; from++)
    if ([...wanted].every((letter, i) => letters[from + i]?.includes(letter))) return from;
  return null;
}
