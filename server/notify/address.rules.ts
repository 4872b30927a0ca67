import { maskPhones } from '../platform/mask.js';

/** Masks where a notice goes: of a mailbox the first letter and the domain, of a web address the host, of a number what is usual. */
export function maskedAddress(address: string): string {
  if (/^https?:/i.test(address)) return `${new URL(address).origin}/…`;
  const at = address.lastIndexOf('@');
  if (at > 0) return `${address.slice(0, 1)}***${address.slice(at)}`;
  const masked = maskPhones(address);
  return masked === address ? `***${address.slice(-2)}` : masked;
}
