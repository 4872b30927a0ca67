import type { LoggerService, LogLevel } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import type { Config } from './config.js';
import { maskPhones } from './mask.js';

/** Keys whose values never reach a log, whatever they hold. */
const HIDDEN = /^(password|passwd|secret|token|authorization|cookie|set-cookie|phone|reporter|key|apikey)$/i;
const MAX_DEPTH = 6;
/** Nest tells of every module and route it wires; that is debugging, not news. */
const WIRING = /^(NestFactory|NestApplication|InstanceLoader|RoutesResolver|RouterExplorer|WebSocketsController)$/;

type Fields = Record<string, unknown>;

/** The service's log: one JSON line per event, without phone numbers or secrets. Handed to Nest, so `new Logger('x')` writes here. */
export class Log implements LoggerService {
  readonly pino: Pino;

  constructor(level: Config['logLevel'], destination: DestinationStream = pino.destination({ sync: false })) {
    this.pino = pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      destination,
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    const isWiring = rest.length === 1 && typeof rest[0] === 'string' && WIRING.test(rest[0]);
    this.write(isWiring ? 'debug' : 'info', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest's levels are not used: LOG_LEVEL decides. */
  setLogLevels(_levels: LogLevel[]): void {}

  /** Nest passes (message, ...fields or stack, context): the last text is the context. */
  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const last = rest.at(-1);
    const context = typeof last === 'string' ? last : undefined;
    const more = context === undefined ? rest : rest.slice(0, -1);
    const { msg, ...fields } = asFields(message);
    const extra = more.filter((item) => item !== undefined).map((item) => clean(item, 0));
    this.pino[level](
      { context, ...(clean(fields, 0) as Fields), ...(extra.length > 0 && { extra }) },
      maskPhones(textOf(msg)),
    );
  }
}

function asFields(message: unknown): Fields {
  if (message instanceof Error) return { msg: message.message, stack: message.stack };
  if (typeof message === 'object' && message !== null) return message as Fields;
  return { msg: String(message) };
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message : (JSON.stringify(message) ?? '');
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskPhones(value);
  if (value instanceof Error)
    return { message: maskPhones(value.message), stack: value.stack && maskPhones(value.stack) };
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, HIDDEN.test(key) ? '[hidden]' : clean(item, depth + 1)]),
  );
}
