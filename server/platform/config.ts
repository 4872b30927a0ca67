import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IANAZone } from 'luxon';
import { z } from 'zod';

/** Nest injection token of the validated configuration. */
export const CONFIG = Symbol('CONFIG');

/** Everything the environment decides, with defaults applied. Paths are absolute, durations milliseconds. */
export interface Config {
  port: number;
  host: string;
  publicUrl: string;
  /** Files of certificate and key (PEM); null serves plain http. */
  tls: { cert: string; key: string } | null;
  trustProxy: boolean | string;
  allowedOrigins: string[];
  /** Null means the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  /** Folder of the embedded database; null with an external one, whose disk is not ours to watch. */
  embeddedDir: string | null;
  /** Intake refuses below so many free bytes on the embedded database's disk. */
  leastFreeBytes: number;
  cityProfile: string | null;
  cityDemo: boolean;
  demoPassword: string | null;
  adminPassword: string | null;
  secretKeyFile: string;
  cityTz: string;
  cityClock: { startMs: number; rate: number } | null;
  liveWindowMs: number;
  /** How long an assignment can be undone, and its notice waits, in real time. */
  undoMs: number;
  /** Where SMS go; null: nowhere. */
  smsGateway: { url: string; secret: string } | null;
  smtp: { url: string; from: string } | null;
  /** Hosts that webhooks may reach though they lie inside, or speak plain http. */
  noticeHosts: string[];
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  allowInsecureHttp: boolean;
  mqttUrl: string | null;
}

const MEGABYTE = 1024 * 1024;
const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

const url = (...schemes: string[]) =>
  z.string().refine((v) => URL.canParse(v) && schemes.includes(new URL(v).protocol.slice(0, -1)), {
    message: `must be a URL with scheme ${schemes.join(' or ')}`,
  });
const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' }).transform((v) => v === '1');
const duration = z
  .string()
  .regex(/^\d{1,6}[smhd]$/, 'must be a number with a unit: 90s, 30m, 6h or 2d')
  .transform((v) => Number(v.slice(0, -1)) * UNIT_MS[v.slice(-1) as keyof typeof UNIT_MS]);
const clock = z.string().transform((v, ctx) => {
  const [, start = '', rate = '1'] = /^(.+?)(?:@([0-9.]+))?$/.exec(v) ?? [];
  const startMs = Date.parse(start);
  const isZoned = /(Z|[+-]\d\d:?\d\d)$/i.test(start);
  if (Number.isFinite(startMs) && isZoned && Number(rate) > 0) return { startMs, rate: Number(rate) };
  ctx.addIssue({
    code: 'custom',
    message: 'must be <RFC 3339 time>@<rate above 0>, e.g. 2026-07-28T19:00:00+08:00@60',
  });
  return z.NEVER;
});
const list = z.string().transform((v) =>
  v
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const origin = z.string().refine((v) => URL.canParse(v) && new URL(v).origin === v, {
  message: 'each must be an origin such as https://wall.example.org, without a path',
});

/** One key per variable of `.env.example`; a contract test compares the two. */
export const Environment = z.object({
  PORT: z.coerce.number('must be a port').int('must be a port').min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url('http', 'https').optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  TRUST_PROXY: z.string().optional(),
  ALLOWED_ORIGINS: list.pipe(z.array(origin)).default([]),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  DATA_DIR: z.string().default('.data'),
  LEAST_FREE_MB: z.coerce.number('must be megabytes').int('must be whole megabytes').min(1).default(256),
  CITY_PROFILE: z.string().optional(),
  CITY_DEMO: flag.optional(),
  DEMO_PASSWORD: z.string().min(8, 'must have 8 characters or more').optional(),
  ADMIN_PASSWORD: z.string().min(12, 'must have 12 characters or more').optional(),
  SECRET_KEY_FILE: z.string().optional(),
  CITY_TZ: z
    .string()
    .refine((v) => IANAZone.isValidZone(v), 'must be an IANA zone such as Asia/Shanghai')
    .default('Asia/Shanghai'),
  CITY_CLOCK: clock.optional(),
  LIVE_WINDOW: duration.default(6 * UNIT_MS.h),
  DISPATCH_UNDO: duration.default(8 * UNIT_MS.s),
  SMS_GATEWAY_URL: url('http', 'https').optional(),
  SMS_GATEWAY_SECRET: z.string().min(16, 'must have 16 characters or more').optional(),
  SMTP_URL: url('smtp', 'smtps').optional(),
  SMTP_FROM: z.string().optional(),
  NOTICE_HOSTS: list.default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ALLOW_INSECURE_HTTP: flag.default(false),
  MQTT_URL: url('mqtt', 'mqtts').optional(),
});
type Environment = z.infer<typeof Environment>;

/** Thrown at boot: every fault of the environment in one message. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads and checks the environment; an empty variable counts as unset. @throws ConfigError naming every fault at once */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`));
  }
  const config = derive(parsed.data);
  const faults = conflicts(parsed.data, config);
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** Tells whether a listening address is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

function derive(e: Environment): Config {
  const tls = e.TLS_CERT && e.TLS_KEY ? { cert: resolve(e.TLS_CERT), key: resolve(e.TLS_KEY) } : null;
  const dataDir = resolve(e.DATA_DIR);
  const shownHost = /^(0\.0\.0\.0|::)$/.test(e.HOST) ? 'localhost' : e.HOST;
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: (e.PUBLIC_URL ?? `${tls ? 'https' : 'http'}://${shownHost}:${e.PORT}`).replace(/\/$/, ''),
    tls,
    trustProxy: proxies(e.TRUST_PROXY),
    allowedOrigins: e.ALLOWED_ORIGINS,
    databaseUrl: e.DATABASE_URL ?? null,
    dataDir,
    embeddedDir: e.DATABASE_URL ? null : join(dataDir, 'postgres'),
    leastFreeBytes: e.LEAST_FREE_MB * MEGABYTE,
    cityProfile: e.CITY_PROFILE ? resolve(e.CITY_PROFILE) : null,
    cityDemo: e.CITY_DEMO ?? (!e.DATABASE_URL && !e.CITY_PROFILE),
    demoPassword: e.DEMO_PASSWORD ?? null,
    adminPassword: e.ADMIN_PASSWORD ?? null,
    secretKeyFile: e.SECRET_KEY_FILE ? resolve(e.SECRET_KEY_FILE) : join(dataDir, 'secret.key'),
    cityTz: e.CITY_TZ,
    cityClock: e.CITY_CLOCK ?? null,
    liveWindowMs: e.LIVE_WINDOW,
    undoMs: e.DISPATCH_UNDO,
    smsGateway:
      e.SMS_GATEWAY_URL && e.SMS_GATEWAY_SECRET ? { url: e.SMS_GATEWAY_URL, secret: e.SMS_GATEWAY_SECRET } : null,
    smtp: e.SMTP_URL && e.SMTP_FROM ? { url: e.SMTP_URL, from: e.SMTP_FROM } : null,
    noticeHosts: e.NOTICE_HOSTS,
    logLevel: e.LOG_LEVEL,
    allowInsecureHttp: e.ALLOW_INSECURE_HTTP,
    mqttUrl: e.MQTT_URL ?? null,
  };
}

function proxies(value: string | undefined): boolean | string {
  if (value === undefined || value === '0') return false;
  return value === '1' ? true : value;
}

function conflicts(e: Environment, config: Config): string[] {
  const faults: string[] = [];
  const refuse = (isFault: boolean, message: string) => void (isFault && faults.push(message));
  refuse(Boolean(e.TLS_CERT) !== Boolean(e.TLS_KEY), 'TLS_CERT, TLS_KEY: give both or neither');
  refuse(
    Boolean(e.SMS_GATEWAY_URL) !== Boolean(e.SMS_GATEWAY_SECRET),
    'SMS_GATEWAY_URL, SMS_GATEWAY_SECRET: give both or neither',
  );
  refuse(Boolean(e.SMTP_URL) !== Boolean(e.SMTP_FROM), 'SMTP_URL, SMTP_FROM: give both or neither');
  for (const [name, file] of [
    ['TLS_CERT', e.TLS_CERT],
    ['TLS_KEY', e.TLS_KEY],
    ['CITY_PROFILE', e.CITY_PROFILE],
  ] as const) {
    refuse(file !== undefined && !existsSync(file), `${name}: nothing is at ${file}`);
  }
  refuse(
    !config.cityDemo && e.DEMO_PASSWORD !== undefined,
    'DEMO_PASSWORD: refused without CITY_DEMO=1; demo accounts are disabled',
  );
  refuse(
    !config.cityDemo && e.CITY_CLOCK !== undefined,
    'CITY_CLOCK: refused without CITY_DEMO=1; a real city runs on real time',
  );
  const isBehindTls = config.trustProxy !== false && config.publicUrl.startsWith('https:');
  refuse(
    !isLoopback(config.host) && !config.tls && !isBehindTls && !config.allowInsecureHttp,
    `HOST: ${config.host} would serve sign-in over plain http; set TLS_CERT and TLS_KEY, or TRUST_PROXY with an https PUBLIC_URL, or ALLOW_INSECURE_HTTP=1`,
  );
  return faults;
}
