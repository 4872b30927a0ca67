import { CreateClock1764000000001 } from './1764000000001-create-clock.js';
import { CreateCity1764000000002 } from './1764000000002-create-city.js';
import { CreateIdentity1764000000003 } from './1764000000003-create-identity.js';
import { CreateJournal1764000000004 } from './1764000000004-create-journal.js';
import { CreateObservation1764000000005 } from './1764000000005-create-observation.js';
import { CreateRollups1764000000006 } from './1764000000006-create-rollups.js';
import { IndexAmendments1764000000007 } from './1764000000007-index-amendments.js';

/** Every migration, oldest first. A new one is one import and one line here. */
export const migrations = [
  CreateClock1764000000001,
  CreateCity1764000000002,
  CreateIdentity1764000000003,
  CreateJournal1764000000004,
  CreateObservation1764000000005,
  CreateRollups1764000000006,
  IndexAmendments1764000000007,
];
