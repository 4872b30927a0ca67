import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The wire between a browser and the service, to be cut. What goes over it stays encrypted. */
export interface Cable {
  port: number;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Lets requests through and loses every answer. */
  deafen(): void;
  /** As good as new. Connections that lost answers are ended. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Lays a cable to a port on this machine. `port` 0: any free one. */
export async function layCable(to: () => number): Promise<Cable> {
  const ends = new Set<Socket>();
  let isDeaf = false;
  const server = createServer((near) => {
    const far = connect(to(), '127.0.0.1');
    for (const end of [near, far]) {
      ends.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        ends.delete(end);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes) => {
      if (!isDeaf) near.write(bytes);
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async () => {
    for (const end of ends) end.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    port,
    cut,
    deafen: () => (isDeaf = true),
    mend: async () => {
      isDeaf = false;
      await cut();
      await listen(port);
    },
    close: cut,
  };
}
