import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';

/** An MQTT broker in this process that can be killed and comes back on the same port with what it had kept. */
export interface Broker {
  url: string;
  /** Acknowledgements the service has sent. */
  acknowledged(): number;
  /** Connections open now. */
  connections(): number;
  /** Cuts all connections and stops listening. */
  kill(): Promise<void>;
  revive(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the broker on a free port. */
export async function openBroker(): Promise<Broker> {
  const aedes = await Aedes.createBroker();
  let acks = 0;
  aedes.on('ack', (packet) => (acks += packet && 'messageId' in packet ? 1 : 0));
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  const listen = async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      aedes.handle(socket);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') port = address.port;
  };
  const kill = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    acknowledged: () => acks,
    connections: () => sockets.size,
    kill,
    revive: listen,
    close: async () => {
      await kill();
      await new Promise<void>((done) => aedes.close(done));
    },
  };
}
