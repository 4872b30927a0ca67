import type { IncidentFile } from '@protocol/incident';
import type { MaybeRefOrGetter } from 'vue';
import { readIncidentFile } from '../api/incidents.js';
import { useFollowed } from '../live/useFollowed.js';

/** Reads the file of an incident by id or number, and again when `stamp` changes. */
export function useIncidentFile(idOrNo: MaybeRefOrGetter<string | null>, stamp: MaybeRefOrGetter<unknown>) {
  const { found, error, again } = useFollowed<IncidentFile>(idOrNo, stamp, readIncidentFile);
  return { file: found, error, reload: again };
}
