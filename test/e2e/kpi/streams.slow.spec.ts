import { afterAll, beforeAll, it } from '@jest/globals';
import { bootStreams, compareLosAngeles, type StreamStage } from '../../support/kpi-streams.js';
import { requires } from '../../support/requires.js';

// December and Chicago: test/long/kpi-streams.spec.ts.
requires('shared-data')('Los Angeles 311', () => {
  let stage: StreamStage;
  beforeAll(async () => {
    const districts = Array.from({ length: 15 }, (_, i) => String(i + 1));
    stage = await bootStreams(['la'], districts, 'America/Los_Angeles');
  }, 90_000);
  afterAll(() => stage?.close());

  it('of January 2018 counts as pandas counts it', () => compareLosAngeles(stage, 'la', 'la311_2018_jan'), 180_000);
});
