import type { PhotoKind } from '@protocol/incident';

/** What an officer does to a task. `en-route` and `handling` move the unit's clock, the others the assignment or the incident. */
export type ActKind = 'accept' | 'en-route' | 'arrive' | 'handling' | 'handle' | 'return' | 'comment' | 'photo';

/** A photo as the camera gave it, with what the phone says of when and where. `file`: its id once the centre has it. */
export interface Shot {
  bytes: ArrayBuffer;
  type: string;
  kind: PhotoKind;
  takenAt: string;
  lon: number | null;
  lat: number | null;
  file: string | null;
}

/** An act before it has a place in the queue. Nothing of it is personal but the words and the photo, which leave with it. */
export interface NewAct {
  /** Idempotency key: the centre does it once, however often it is sent. */
  key: string;
  account: string;
  incident: string;
  no: string;
  assignment: string;
  unit: string;
  kind: ActKind;
  text: string | null;
  shot: Shot | null;
  drill: boolean;
  /** By the phone's own clock, epoch ms. */
  madeMs: number;
}

/** An act in the queue. `refused`: the centre said no, and why; it stays until the officer decides. */
export interface Act extends NewAct {
  seq: number;
  tries: number;
  refused: { code: string; status: number } | null;
}
