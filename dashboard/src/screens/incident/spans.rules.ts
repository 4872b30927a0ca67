import type { Step } from '@protocol/incident';

/** How long an incident took from one step it reached to the next. */
export interface Span {
  from: Step;
  to: Step;
  ms: number;
}

/** Stretches shown at the head: the newest ones, which are those still spoken of. */
const SHOWN = 3;

/** The stretches between the steps that were reached, the newest few in their order. */
export function spansOf(steps: readonly Step[]): Span[] {
  const reached = steps.filter((step): step is Step & { at: string } => step.at !== null);
  return reached
    .slice(1)
    .flatMap((to, i): Span[] => {
      const from = reached[i];
      return from ? [{ from, to, ms: Date.parse(to.at) - Date.parse(from.at) }] : [];
    })
    .slice(-SHOWN);
}
