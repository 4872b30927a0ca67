import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { Controller, Get, Module, Req, Res, StreamableFile } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createApplication } from '../../../server/platform/application.js';
import { loadConfig } from '../../../server/platform/config.js';
import { Log } from '../../../server/platform/log.js';
import { eventually } from '../../support/eventually.js';

const LONG = 'city '.repeat(200_000);
let asked = 0;

@Controller()
class SlowController {
  /** Answers when nobody listens any more. */
  @Get('late')
  async late(@Req() request: FastifyRequest): Promise<{ text: string }> {
    asked++;
    await once(request.raw.socket, 'close');
    return { text: LONG };
  }

  /** Breaks while somebody listens. */
  @Get('broken')
  broken(@Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    void reply.header('content-type', 'text/plain');
    return new StreamableFile(
      Readable.from(
        (async function* () {
          yield LONG;
          await Promise.reject(new Error('the disk is gone'));
        })(),
      ),
    );
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

describe('a client that goes away', () => {
  const said: { level: string; msg: string; error?: { message: string } }[] = [];
  let app: NestFastifyApplication;
  let port: number;

  beforeAll(async () => {
    app = await createApplication(SlowModule, loadConfig({ LOG_LEVEL: 'silent' }));
    app.useLogger(new Log('debug', { write: (line) => void said.push(JSON.parse(line) as (typeof said)[number]) }));
    await app.listen(0, '127.0.0.1');
    port = Number(new URL((await app.getUrl()).replace('[::1]', '127.0.0.1')).port);
  });
  afterAll(() => app.close());
  beforeEach(() => void said.splice(0));

  const loud = () => said.filter(({ level }) => level === 'error' || level === 'warn');
  const ask = (path: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\nconnection: close\r\n\r\n`);
    return socket;
  };

  it('before its compressed answer is no fault of ours', async () => {
    const sockets = Array.from({ length: 5 }, () => ask('/late'));
    await eventually(
      () => asked,
      (n) => n === 5,
    );
    for (const socket of sockets) socket.destroy();
    await eventually(
      () => said.filter(({ msg }) => msg === 'the client went away').length,
      (n) => n === 5,
    );
    expect(loud()).toEqual([]);
  });

  it('is told apart from an answer that breaks while the client waits', async () => {
    const socket = ask('/broken');
    socket.resume();
    await once(socket, 'close');
    await eventually(loud, (lines) => lines.some(({ error }) => error?.message === 'the disk is gone'));
  });
});
