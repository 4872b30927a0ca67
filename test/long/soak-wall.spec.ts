import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openBrowser } from '../support/browser.js';
import { descendantsOf } from '../support/processes.js';
import { requires } from '../support/requires.js';
import { openWall, setWallStage } from '../support/wall-stage.js';

/** Minutes of the soak; the figures of acceptance 9 are for 30. */
const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 30);
const FRAMES_PER_S = 4;
const MIB = 1024 * 1024;

interface Sample {
  minute: number;
  heapMib: number;
  nodes: number;
  listeners: number;
  rssMib: number;
}

requires('chromium', 'dashboard')('a wall that stands for half an hour at 4 frames a second', () => {
  it('grows neither in heap, in memory, in nodes nor in listeners', async () => {
    const stage = await setWallStage(40);
    const browser = await openBrowser();
    const { page } = await openWall(browser, stage);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const pid = rendererOf(process.pid);
    const samples: Sample[] = [];
    for (let minute = 1; minute <= MINUTES; minute++) {
      for (let frame = 0; frame < 60 * FRAMES_PER_S; frame++) {
        await Promise.all([stage.send(1), wait(1000 / FRAMES_PER_S)]);
      }
      await devtools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      const of = (name: string) => metrics.find((m) => m.name === name)?.value ?? NaN;
      const heapMib = of('JSHeapUsedSize') / MIB;
      samples.push({ minute, heapMib, nodes: of('Nodes'), listeners: of('JSEventListeners'), rssMib: rssMib(pid) });
      console.log(JSON.stringify(samples.at(-1)));
    }
    await browser.close();
    await stage.close();
    judge(samples);
  });
});

/** Thirds of the run stand for its minutes 1-10, 10-20 and 20-30. */
function judge(samples: readonly Sample[]): void {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const [settled, last] = [samples[third - 1] as Sample, samples.at(-1) as Sample];
  const most = (list: readonly Sample[], key: keyof Sample) => Math.max(...list.map((s) => s[key]));
  const [middle, end] = [samples.slice(third, 2 * third), samples.slice(2 * third)];
  expect(last.heapMib / settled.heapMib).toBeLessThanOrEqual(1.15);
  expect(most(end, 'rssMib') / most(middle, 'rssMib')).toBeLessThanOrEqual(1.25);
  expect(most(end, 'nodes') / most(middle, 'nodes')).toBeLessThanOrEqual(1.1);
  expect(most(end, 'listeners') / most(middle, 'listeners')).toBeLessThanOrEqual(1.1);
}

/** Process id of the biggest renderer below a process. */
function rendererOf(parent: number): number {
  const renderers = descendantsOf(parent).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('type=renderer'),
  );
  return renderers.sort((a, b) => rssMib(b) - rssMib(a))[0] ?? parent;
}

function rssMib(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;
}
