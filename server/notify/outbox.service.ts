import { Inject, Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Entry } from '../../protocol/facts.js';
import type { NewEntry } from '../journal/entry.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { uuidv7 } from '../platform/ids.js';
import { Channels } from './channels/channels.js';
import { entryOf } from './notice-facts.js';
import { channelFor, planOf, type Target, type Wanted } from './notice.rules.js';
import * as stored from './outbox.queries.js';

/** The procedure by which a shop itself is told to put it right. @source handbook §4.7 */
const OWNER_TOLD = 'street-order';

/** What no incident is about. */
const NO_INCIDENT: stored.About = {
  incident: null,
  district: null,
  priority: 3,
  object: null,
  procedure: null,
  isDrill: false,
};

/** Makes notices of facts, in the reactor's transaction: what is in the table leaves, what is not never does. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'cityDemo'>,
    private readonly channels: Channels,
    private readonly clock: Clock,
  ) {}

  /** Does what a fact asks for; answers the facts about notices that follow at once. */
  async take(db: ClientBase, entry: Entry): Promise<NewEntry[]> {
    const { wanted, callOff } = planOf(entry);
    if (wanted.length === 0 && callOff === null) return [];
    const about = await this.aboutOf(db, entry);
    if (about === undefined) return [];
    const facts: NewEntry[] = [];
    for (const want of wanted)
      facts.push(...(await this.make(db, entry, { want, about, to: await recipients(db, want, about) })));
    if (callOff !== null) facts.push(...(await this.callOff(db, entry, { ...callOff, about })));
    return facts;
  }

  private async callOff(
    db: ClientBase,
    entry: Entry,
    { assignment, correct, about }: { assignment: string; correct: boolean; about: stored.About },
  ): Promise<NewEntry[]> {
    const gone = correct ? await stored.readGone(db, assignment) : [];
    const off = (await stored.callOff(db, assignment)).map((told) => entryOf('notice.cancelled', told));
    const want: Wanted = {
      ...{
        template: 'notice-withdrawn',
        target: { kind: 'registered' },
        notBefore: null,
        assignment: null,
        params: {},
      },
    };
    return [...off, ...(await this.make(db, entry, { want, about, to: gone }))];
  }

  private async make(
    db: ClientBase,
    { seq }: Entry,
    { want, about, to }: { want: Wanted; about: stored.About; to: readonly stored.Recipient[] },
  ): Promise<NewEntry[]> {
    const { template, assignment, params, notBefore } = want;
    const notices = to.map((recipient): stored.NewNotice => {
      const channel = this.channelOf(recipient, about.isDrill);
      return {
        ...{ ...recipient, channel, id: uuidv7(this.clock.now()), key: `${seq}:${template}:${recipient.receiver}` },
        ...{ ...about, template, assignment, params, notBefore, cause: seq },
        error: channel === 'console' ? null : this.obstacle(recipient),
      };
    });
    const added = await stored.addNotices(db, notices);
    return added.filter((n) => n.error !== null).map((n) => entryOf('notice.failed', n));
  }

  private channelOf({ channel, address }: stored.Recipient, isDrill: boolean) {
    const isDemo = this.config.cityDemo;
    // A demo shows what nobody has a number for as well.
    if (isDemo && address === null) return 'console';
    return channelFor(channel, { isDrill, isDemo, configured: this.channels.configured });
  }

  private obstacle({ channel, address }: stored.Recipient): string | null {
    if (address === null) return 'receiver/no-address';
    return this.channels.configured.has(channel) ? null : 'channel/not-configured';
  }

  private async aboutOf(db: ClientBase, { subject, fact, isDrill }: Entry): Promise<stored.About | undefined> {
    if (fact.type === 'roster.gap-found') return { ...NO_INCIDENT, district: fact.district, isDrill };
    if (fact.type === 'handover.overdue' || fact.type.startsWith('alert.')) return { ...NO_INCIDENT, isDrill };
    return subject === null ? undefined : stored.readAbout(db, subject);
  }
}

async function recipients(
  db: ClientBase,
  { template, target }: Wanted,
  about: stored.About,
): Promise<stored.Recipient[]> {
  const bound = (of: string[]) => stored.readBound(db, of);
  const ofUnits = async (units: string[]) => [
    ...(await stored.readUnits(db, units)),
    ...(await bound(units.map((unit) => `unit:${unit}`))),
  ];
  const by: { [K in Target['kind']]: (target: Extract<Target, { kind: K }>) => Promise<stored.Recipient[]> } = {
    unit: ({ unit }) => ofUnits([unit]),
    assigned: async () => ofUnits(about.incident === null ? [] : await stored.readAssigned(db, about.incident)),
    registered: () => stored.readRegistered(db, template, about.district),
    object: async () => {
      if (about.object === null || about.procedure !== OWNER_TOLD) return [];
      return [...(await stored.readOwner(db, about.object)), ...(await bound([`object:${about.object}`]))];
    },
    bound: async ({ of }) => [...(await bound([of])), ...(await stored.readRegistered(db, template, about.district))],
  };
  return (by[target.kind] as (target: Target) => Promise<stored.Recipient[]>)(target);
}
