import { SIMPLIFIED } from '../../../city/traditional.data.js';
import { maskPhones } from '../../../platform/mask.js';

/** What callers say around what they mean. */
const POLITE =
  /您好|你好|市民(来电)?(反映|反应|投诉)|来电(人)?(反映|表示|投诉)|我(要|想)(投诉|反映)|请(相关部门)?(尽快|快|及时|赶紧)?(派人)?(来)?(处理|核实|解决)|谢谢|麻烦(你们)?|希望|please|thank you|thanks/g;
/** Words that the same thing goes by in other regions, and slips of the hand that are common. */
const SAME_WORDS: readonly (readonly [RegExp, string])[] = [
  // Words that stay in pinyin when the input method was not looked at.
  [/jing ?gai/g, '井盖'],
  [/la ?ji(?![a-z])/g, '垃圾'],
  [/mei ?qi(?![a-z])/g, '煤气'],
  [/lu ?deng/g, '路灯'],
  [/ting ?shui/g, '停水'],
  [/ting ?dian/g, '停电'],
  [/ji ?shui/g, '积水'],
  [/zhao ?huo/g, '着火'],
  [/wei ?ting/g, '违停'],
  [/dian ?ti/g, '电梯'],
  [/屋头|屋企|家里头/g, '家里'],
  [/冇|莫得|没得|木有/g, '没有'],
  [/坏咗|坏掉了?/g, '坏了'],
  [/电瓶车|电单车|电驴/g, '电动车'],
  [/拉圾|垃级|拉级|勒色|垃圾/g, '垃圾'],
  [/升降机/g, '电梯'],
  [/马路上|马路/g, '路面'],
  [/自来水管|供水管道|水管子/g, '水管'],
  [/俩(?=车|辆)/g, '两'],
];
const VALUE = new Map([...'零一二三四五六七八九'].map((digit, i) => [digit, i]));
/** Written-out numbers where they count or number something. */
const NUMERAL = /[零〇一二两三四五六七八九十百]+(?=(号|栋|幢|座|弄|单元|层|楼|室|路|支路|区|期|辆|名|点|米))/g;
/** The two letters before what a shop sells: 张记烧烤, 又多水果店. */
const SHOP =
  /(\p{Script=Han}{2})(?:烧烤|海鲜|水果|火锅|面馆|超市|饭店|餐厅|餐馆|药店|理发|宾馆|酒店|便利店|早餐|烤肉|奶茶|五金|洗车|修车|小吃)/gu;
const NO_NAME = /楼下|门口|旁边|附近|露天|一家|这家|那家|路边|有人|个卖|家卖|街卖|口卖|底商|里的|上的/;
const HAN_LETTER = /\p{Script=Han}/u;
/** Not beside digits: that is a number plate or a model. */
const LATIN_RUN = /(?<![a-z\d])[a-z]{2,}(?![a-z\d])/g;
const INITIAL = '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?';
const FINAL =
  '(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)';
const PINYIN = new RegExp(`^(?:${INITIAL}${FINAL})+$`);

/**
 * Folds what people write so that the same words are the same letters: full width to half, traditional to simplified, numerals to digits,
 * regional words, politeness, numbers of phones and stray pinyin out. Words of Latin letters stay where the text has no Chinese.
 */
export function foldReport(text: string): string {
  const narrow = maskPhones(text).normalize('NFKD').replaceAll(/\p{M}/gu, '').normalize('NFC').toLowerCase();
  const simple = [...narrow].map((letter) => SIMPLIFIED.get(letter) ?? letter).join('');
  const numbered = simple.replaceAll(NUMERAL, (numeral) => String(valueOf(numeral)));
  const plain = SAME_WORDS.reduce((said, [words, one]) => said.replaceAll(words, one), numbered).replaceAll(
    POLITE,
    ' ',
  );
  const kept = HAN_LETTER.test(plain) ? plain.replaceAll(LATIN_RUN, (run) => (PINYIN.test(run) ? '' : run)) : plain;
  return kept
    .replaceAll(/\d+\*+\d+/g, ' ')
    .replaceAll(/(?<=\d)\s+(?=[号栋幢座弄])/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Numbers that tell one thing from its neighbour, in folded text. */
export interface ThingNumbers {
  plates: string[];
  houses: string[];
  buildings: string[];
  shops: string[];
}

/** Finds number plates, house numbers, building numbers and names of shops. */
export function numbersOf(folded: string): ThingNumbers {
  const all = (pattern: RegExp) => [...new Set([...folded.matchAll(pattern)].map((m) => m[1] as string))];
  return {
    plates: all(
      /([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新] ?[a-z] ?[a-z0-9]{5,6})(?![a-z0-9])/g,
    ).map((p) => p.replaceAll(' ', '')),
    houses: all(/(?<![\d月])(\d{1,5})(?:号|弄)(?!楼|线|台风|栋|柱|井|泵)/g),
    buildings: all(/(?<!\d)(\d{1,3}|[a-z])(?:号楼|栋|幢|座)/g),
    shops: all(SHOP).filter((name) => !NO_NAME.test(name)),
  };
}

/** Pieces that two texts can have in common: pairs of Chinese letters, whole Latin words and numbers. */
export function piecesOf(folded: string): Set<string> {
  const pieces = new Set<string>();
  for (const run of folded.match(/\p{Script=Han}+|[a-z]{3,}|\d+/gu) ?? []) {
    if (!HAN_LETTER.test(run)) pieces.add(run);
    else for (let i = 0; i < run.length - 1; i++) pieces.add(run.slice(i, i + 2));
  }
  return pieces;
}

function valueOf(numeral: string): number | string {
  const plain = numeral.replaceAll('〇', '零').replaceAll('两', '二');
  if (!/[十百]/.test(plain)) return [...plain].map((digit) => VALUE.get(digit)).join('');
  let total = 0;
  let digit = 0;
  for (const letter of plain) {
    if (letter === '百' || letter === '十') {
      total += (digit || (total === 0 ? 1 : 0) || 1) * (letter === '百' ? 100 : 10);
      digit = 0;
    } else digit = VALUE.get(letter) ?? 0;
  }
  return total + digit;
}
