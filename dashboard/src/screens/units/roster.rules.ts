import type { PostNow, Shift } from '@protocol/roster';

/** A shift of a post as the roster shows it. */
export interface TurnShown extends Pick<Shift, 'person' | 'from' | 'to'> {
  when: 'past' | 'now' | 'next';
}

/** A post with its turns in order and the hours that nobody mans. */
export interface PostShown {
  post: PostNow;
  turns: TurnShown[];
}

/** Sets shifts to their posts: those with a gap first, then the centre's, then as served. @param nowMs city time */
export function postsOf(posts: readonly PostNow[], shifts: readonly Shift[], nowMs: number): PostShown[] {
  const rank = ({ gaps, district }: PostNow) => (gaps.length > 0 ? 0 : district === '-' ? 1 : 2);
  return posts
    .map((post) => ({
      post,
      turns: shifts
        .filter((shift) => shift.post === post.id)
        .map(({ person, from, to }) => ({ person, from, to, when: whenOf(from, to, nowMs) }))
        .sort((a, b) => a.from.localeCompare(b.from)),
    }))
    .sort((a, b) => rank(a.post) - rank(b.post));
}

function whenOf(from: string, to: string, nowMs: number): TurnShown['when'] {
  if (Date.parse(to) <= nowMs) return 'past';
  return Date.parse(from) <= nowMs ? 'now' : 'next';
}
