import { Injectable } from '@nestjs/common';
import type { Fault } from '../../../protocol/problem.js';
import type { ShiftInput } from '../../../protocol/roster.js';
import type { PostRow } from '../../city/city-rows.js';
import { Posts } from '../../city/posts.js';
import { Units } from '../../city/units.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { reaches } from './reach.rules.js';
import type { ShiftSpan } from './roster.store.js';

/** What lines of a roster point at: posts and units, as far as one may see and manage them. */
@Injectable()
export class RosterLines {
  constructor(
    private readonly posts: Posts,
    private readonly units: Units,
  ) {}

  /** Posts that one may see: those of the whole city, and of one's districts. */
  visible(who: Principal): readonly PostRow[] {
    const districts = districtsOf(who, 'units.read');
    return this.posts.list().filter((p) => districts === null || p.district === '-' || districts.includes(p.district));
  }

  get(id: string): PostRow | undefined {
    return this.posts.get(id);
  }

  /** What keeps a line from being written: its post or unit is unknown, or its post is somebody else's. `words`: where it stands, for people. */
  faultsOf({ post: id, unit }: ShiftInput, of: { who: Principal; pointer: string; words: string }): Fault[] {
    const fault = (field: string, code: string, detail: string): Fault[] => [
      { pointer: `${of.pointer}/${field}`, code: `roster/${code}`, detail: `${of.words}${field}: ${detail}` },
    ];
    const post = this.posts.get(id);
    if (!post) return fault('post', 'unknown-post', `there is no post ${id}`);
    if (!reaches(of.who, 'units.manage', { district: post.district, unit: null }))
      return fault('post', 'out-of-reach', `${id} is not in your districts`);
    if (unit === undefined || this.units.get(unit)) return [];
    return fault('unit', 'unknown-unit', `there is no unit ${unit}`);
  }

  /** A line as it is written; without a unit it is that of its post. */
  spanOf({ post, person, from, to, unit }: ShiftInput): ShiftSpan {
    const onUnit = unit ?? this.posts.get(post)?.unit ?? null;
    return { post, person, unit: onUnit, fromMs: Date.parse(from), toMs: Date.parse(to) };
  }
}
