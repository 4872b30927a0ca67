/** What a status says: the gateway took it, will perhaps take it later, or never will. 408, 425 and 429 ask for patience. @source RFC 9110 */
export function judge(status: number): 'taken' | 'later' | 'never' {
  if (status >= 200 && status < 300) return 'taken';
  return status >= 500 || status === 408 || status === 425 || status === 429 ? 'later' : 'never';
}

/** Reads an answer as a JSON object; empty when it is none. */
export function fieldsOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // Gateways answer what they like; the status has been looked at.
  }
}
