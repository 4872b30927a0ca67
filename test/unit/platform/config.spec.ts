import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '../../../server/platform/config.js';

const PG = 'postgres://u:p@db:5432/city';

describe('configuration', () => {
  it('nothing at all is a demo city on loopback with the embedded database', () => {
    expect(loadConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: null,
      cityDemo: true,
      cityTz: 'Asia/Shanghai',
      liveWindowMs: 6 * 3_600_000,
      tls: null,
    });
  });

  it('an empty variable counts as unset', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', CITY_DEMO: '' })).toEqual(loadConfig({}));
  });

  it.each([
    [{}, true],
    [{ DATABASE_URL: PG }, false],
    [{ CITY_PROFILE: '.' }, false],
    [{ DATABASE_URL: PG, CITY_DEMO: '1' }, true],
    [{ CITY_DEMO: '0' }, false],
  ])('%j runs the demo: %s', (env, demo) => {
    expect(loadConfig(env).cityDemo).toBe(demo);
  });

  it('all faults come in one message', () => {
    const env = {
      PORT: '70000',
      LIVE_WINDOW: '6',
      CITY_TZ: 'Mars/Base',
      DATABASE_URL: 'mysql://x',
      LOG_LEVEL: 'loud',
      CITY_CLOCK: 'noon',
    };
    const error = faultOf(env);
    for (const name of Object.keys(env)) expect(error.message).toContain(`- ${name}:`);
    expect(error.faults).toHaveLength(6);
  });

  it.each([
    [{ CITY_DEMO: '0', DEMO_PASSWORD: 'long enough' }, 'DEMO_PASSWORD'],
    [{ CITY_DEMO: '0', CITY_CLOCK: '2026-07-28T19:00:00+08:00@60' }, 'CITY_CLOCK'],
    [{ HOST: '0.0.0.0' }, 'HOST'],
    [{ HOST: '10.1.2.3', TRUST_PROXY: '1', PUBLIC_URL: 'http://city.example.org' }, 'HOST'],
    [{ TLS_CERT: 'package.json' }, 'TLS_CERT'],
    [{ TLS_CERT: 'gone.pem', TLS_KEY: 'package.json' }, 'TLS_CERT'],
    [{ CITY_CLOCK: '2026-07-28T19:00:00@60' }, 'CITY_CLOCK'],
    [{ ALLOWED_ORIGINS: 'https://a.example/path' }, 'ALLOWED_ORIGINS'],
    [{ ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD'],
  ])('%j is refused because of %s', (env, name) => {
    expect(faultOf(env).faults.join('\n')).toContain(name);
  });

  it.each([
    { HOST: '0.0.0.0', ALLOW_INSECURE_HTTP: '1' },
    { HOST: '0.0.0.0', TLS_CERT: 'package.json', TLS_KEY: 'package.json' },
    { HOST: '10.1.2.3', TRUST_PROXY: '10.1.2.1', PUBLIC_URL: 'https://city.example.org' },
    { HOST: '::1' },
    { HOST: 'localhost' },
  ])('%j may listen', (env) => {
    expect(() => loadConfig(env)).not.toThrow();
  });

  it('the city clock is a zoned start and a rate', () => {
    expect(loadConfig({ CITY_CLOCK: '2026-07-28T19:00:00+08:00@60' }).cityClock).toEqual({
      startMs: Date.UTC(2026, 6, 28, 11),
      rate: 60,
    });
  });
});

function faultOf(env: Record<string, string>): ConfigError {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('accepted');
}
