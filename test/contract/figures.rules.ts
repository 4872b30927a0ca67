import { babelParse, parse } from '@vue/compiler-sfc';

/** What `t` may write: every message by its full key, in one language. */
export type Messages = ReadonlyMap<string, string>;

const [ELEMENT, TEXT, INTERPOLATION, ATTRIBUTE, DIRECTIVE] = [1, 2, 5, 6, 7];

interface Node {
  type: number;
  content?: string | { content: string };
  children?: Node[];
  props?: { type: number; name: string; arg?: { content: string } }[];
}
interface Expression {
  type: string;
  value?: unknown;
  callee?: { type: string; name?: string };
  arguments?: Expression[];
  consequent?: Expression;
  alternate?: Expression;
  quasis?: { value: { raw: string } }[];
}

/** Lists what a template writes outside every `data-figure` and may be a numeral: digits, and expressions that are not plain messages. */
export function looseWriting(sfc: string, languages: readonly Messages[]): string[] {
  const root = parse(sfc).descriptor.template?.ast as Node | undefined;
  return root ? loose(root, languages) : [];
}

function loose(node: Node, languages: readonly Messages[]): string[] {
  if (node.type === ELEMENT && isFigure(node)) return [];
  const text = (typeof node.content === 'object' ? node.content.content : (node.content ?? '')).trim();
  if (node.type === TEXT) return /\d/.test(text) ? [text] : [];
  if (node.type === INTERPOLATION) return isPlain(expressionOf(text), languages) ? [] : [text];
  return (node.children ?? []).flatMap((child) => loose(child, languages));
}

function isFigure({ props = [] }: Node): boolean {
  return props.some(
    (p) =>
      (p.type === ATTRIBUTE && p.name === 'data-figure') || (p.type === DIRECTIVE && p.arg?.content === 'data-figure'),
  );
}

function expressionOf(code: string): Expression {
  const { body } = babelParse(`(${code})`, { plugins: ['typescript'] }).program;
  return (body[0] as unknown as { expression: Expression }).expression;
}

/** Tells whether an expression can write no numeral: a text without digits, or messages without values and digits. */
function isPlain(expression: Expression, languages: readonly Messages[]): boolean {
  const { type, callee, arguments: args = [], consequent, alternate } = expression;
  if (type === 'StringLiteral') return !/\d/.test(String(expression.value));
  if (type === 'ConditionalExpression')
    return isPlain(consequent as Expression, languages) && isPlain(alternate as Expression, languages);
  if (type !== 'CallExpression' || callee?.name !== 't' || args.length !== 1) return false;
  return keysOf(args[0] as Expression).every((pattern) => languages.every((known) => areWords(pattern, known)));
}

/** The message keys an argument of `t` can name, as patterns. */
function keysOf(argument: Expression): RegExp[] {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (argument.type === 'StringLiteral') return [new RegExp(`^${escaped(String(argument.value))}$`)];
  if (argument.type === 'ConditionalExpression')
    return [...keysOf(argument.consequent as Expression), ...keysOf(argument.alternate as Expression)];
  const quasis = argument.quasis?.map((q) => escaped(q.value.raw)) ?? [''];
  return [new RegExp(`^${quasis.join('.+')}$`)];
}

function areWords(pattern: RegExp, known: Messages): boolean {
  const texts = [...known].filter(([key]) => pattern.test(key)).map(([, text]) => text);
  return texts.length > 0 && texts.every((text) => !/[\d{]/.test(text));
}
