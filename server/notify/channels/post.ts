import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Patience with a gateway, ms: connection and answer together. */
const PATIENCE_MS = 5000;
/** Of an answer no more is read. */
const LONGEST_ANSWER = 65_536;

/** Addresses that belong to nobody outside: this machine, private nets, link-local with the metadata services, multicast. @source RFC 6890 */
const INNER = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const),
] as const)
  INNER.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ...([
    ['::', 127],
    ['64:ff9b::', 96],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const),
] as const)
  INNER.addSubnet(net, bits, 'ipv6');

export interface Posted {
  status: number;
  body: string;
}

/** The target lies where a webhook may not go. */
export class ForbiddenTarget extends Error {}

/** Tells whether an address is one of the outside world. IPv4 written as IPv6 is judged as IPv4. */
export function isOuter(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  return family !== 0 && !/^::ffff:/i.test(plain) && !INNER.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Posts JSON and reads the answer. Redirects are not followed. Without `mayReachInner` the address that is really connected to must be an outer one, so
 * that a name cannot be turned to the inside after it was looked at.
 * @throws ForbiddenTarget, or what the connection failed with
 */
export function post(
  target: string,
  { body, headers, mayReachInner }: { body: string; headers: Record<string, string>; mayReachInner: boolean },
): Promise<Posted> {
  const url = new URL(target);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is connected to without a look-up.
  if (!mayReachInner && isIP(host) !== 0 && !isOuter(host)) return Promise.reject(new ForbiddenTarget(host));
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
    signal: AbortSignal.timeout(PATIENCE_MS),
    agent: false as const,
    ...(mayReachInner ? {} : { lookup: outerOnly }),
  };
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        if (text.length < LONGEST_ANSWER) text += part;
        else answer.destroy(new Error('the answer is too long'));
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const outerOnly: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    const inner = found.find(({ address }) => !isOuter(address));
    const [first] = found;
    if (inner || !first) return done(new ForbiddenTarget(host), '', 0);
    if (options.all) return done(null, found);
    return done(null, first.address, first.family);
  });
};
