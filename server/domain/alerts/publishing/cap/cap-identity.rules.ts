/** Identifier of the CAP message of a version: the alert's id with its version, and for the message that takes it back its own. */
export function capIdentifier(id: string, version: number, cancels = false): string {
  return `${id}-v${version}${cancels ? '-cancel' : ''}`;
}
