import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Act, ActKind } from '../../../../dashboard/src/screens/field/outbox/act.js';
import {
  commandOf,
  countsOf,
  nextOf,
  uploadOf,
  verdictOf,
  waitMs,
} from '../../../../dashboard/src/screens/field/outbox/outbox.rules.js';

const actOf = (seq: number, incident = 'i1', more: Partial<Act> = {}): Act => ({
  ...{ seq, key: `key-${seq}`, account: 'officer', incident, no: '20261122-0001', assignment: 'a1', unit: '三 组' },
  ...{ kind: 'accept', text: null, shot: null, drill: false, madeMs: 0, tries: 0, refused: null, ...more },
});
const shot = { bytes: new ArrayBuffer(3), type: 'image/jpeg', kind: 'after' as const, file: 'f1' };
const claims = { takenAt: '2025-11-23T01:40:00.000Z', lon: 120.05, lat: 38.75 };

describe('the outbox', () => {
  it('sends each act once, those of one incident in order, whatever fails and whatever is refused', () => {
    const answers = fc.infiniteStream(fc.constantFrom('sent', 'later', 'refused'));
    const incidents = fc.array(fc.constantFrom('i1', 'i2', 'i3'), { maxLength: 20 });
    fc.assert(
      fc.property(incidents, answers, (made, stream) => {
        let queue = made.map((incident, seq) => actOf(seq, incident));
        const sent: Act[] = [];
        for (let turn = 0; turn < 200; turn += 1) {
          const act = nextOf(queue);
          if (!act) break;
          const answer = stream.next().value;
          if (answer === 'later') continue;
          if (answer === 'sent') sent.push(act);
          queue = queue.flatMap((a) => {
            if (a.seq !== act.seq) return [a];
            return answer === 'sent' ? [] : [{ ...a, refused: { code: 'x/y', status: 409 } }];
          });
        }
        expect(new Set(sent.map((a) => a.seq)).size).toBe(sent.length);
        for (const incident of ['i1', 'i2', 'i3']) {
          const order = sent.filter((a) => a.incident === incident).map((a) => a.seq);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
          const refused = queue.find((a) => a.incident === incident && a.refused);
          expect(refused === undefined || order.every((seq) => seq < refused.seq)).toBe(true);
        }
      }),
    );
  });

  it.each([
    [200, 'sent'],
    [201, 'sent'],
    [0, 'later'],
    [429, 'later'],
    [503, 'later'],
    [500, 'later'],
    [401, 'signed-out'],
    [403, 'refused'],
    [404, 'refused'],
    [409, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
  ])('reads %d as %s', (status, verdict) => expect(verdictOf(status)).toBe(verdict));

  it('waits longer after each failure, a minute at most', () => {
    expect([1, 2, 3, 5, 6, 50].map(waitMs)).toEqual([2000, 4000, 8000, 32_000, 60_000, 60_000]);
  });

  it.each<[ActKind, Partial<Act>, string, unknown]>([
    ['accept', {}, '/api/v1/assignments/a1/accept', {}],
    ['return', { text: '不属本队' }, '/api/v1/assignments/a1/return', { reason: '不属本队' }],
    ['en-route', {}, '/api/v1/units/%E4%B8%89%20%E7%BB%84/status', { status: 'en-route' }],
    ['comment', { text: '好' }, '/api/v1/incidents/i1/comments', { text: '好' }],
    ['photo', { shot: { ...shot, ...claims } }, '/api/v1/incidents/i1/attachments', { file: 'f1', kind: 'after' }],
  ])('says %s by its command', (kind, more, path, body) => {
    expect(commandOf(actOf(1, 'i1', { kind, ...more }))).toEqual({ path, body });
  });

  it('sends a photo with what the phone claims, and the drill it belongs to', () => {
    const bare = { ...shot, takenAt: claims.takenAt, lon: null, lat: null };
    expect(uploadOf(actOf(1, 'i1', { shot: { ...shot, ...claims } }))).toBe(
      '/api/v1/files?takenAt=2025-11-23T01%3A40%3A00.000Z&lon=120.05&lat=38.75',
    );
    expect(uploadOf(actOf(1, 'i1', { shot: bare, drill: true }))).toBe(
      '/api/v1/files?takenAt=2025-11-23T01%3A40%3A00.000Z&drill=1',
    );
  });

  it('counts photos and acts apart', () => {
    expect(countsOf([{ kind: 'photo' }, { kind: 'photo' }, { kind: 'handle' }])).toEqual({ photos: 2, acts: 1 });
  });
});
