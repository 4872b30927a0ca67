import type { Incident } from '@protocol/incident';
import type { MoveInput } from '@protocol/incident-command';
import {
  askExtension,
  decideExtension,
  moveIncident,
  remindIncident,
  superviseIncident,
  unmergeIncident,
} from '../../api/incidents.js';
import type { ActId, Said } from './acts.rules.js';

/** Sends an act with what was said, for the version that was seen. */
export function doAct({ id, version }: Incident, act: ActId, said: Said): Promise<Incident> {
  const { reason = '', minutes = 0, approved = false } = said;
  switch (act) {
    case 'supervise':
      return superviseIncident(id, { reason, version });
    case 'remind':
      return remindIncident(id, { reason, version });
    case 'extend':
      return askExtension(id, { reason, minutes, version });
    case 'decide':
      return decideExtension(id, { approved, version, ...(reason !== '' && { reason }) });
    case 'unmerge':
      return unmergeIncident(id);
    default:
      return moveIncident(id, { ...said, command: act as MoveInput['command'], version });
  }
}
