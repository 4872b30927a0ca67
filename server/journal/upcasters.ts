import type { Fact, FactType } from '../../protocol/facts.js';

type Shape = Record<string, unknown>;

/** Turns version n of a fact into version n + 1; index 0 lifts version 1. A fact without a line here has one version. */
const UPCASTERS: Partial<Record<FactType, readonly ((old: Shape) => Shape)[]>> = {};

/** Lifts a stored fact to today's shape. @throws when it was written by a newer version of this service. */
export function upcast(stored: unknown, version: number): Fact {
  let fact = stored as Shape;
  const steps = UPCASTERS[fact['type'] as FactType] ?? [];
  if (version > steps.length + 1) {
    throw new Error(
      `fact ${String(fact['type'])} has version ${version}; this service knows ${steps.length + 1}: update it`,
    );
  }
  for (const step of steps.slice(version - 1)) fact = step(fact);
  // Our own writes were typed when they went in; parsing each again would cost more than folding it.
  return fact as Fact;
}
