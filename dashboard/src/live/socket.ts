import type { ClientToServer, ServerToClient } from '@protocol/live';
import { shallowRef } from 'vue';
import { io, type Socket } from 'socket.io-client';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** Whether the socket is up, how often it has been tried since it went down, and why it was refused. */
export const link = shallowRef<{ up: boolean; tries: number; refused: string | null }>({
  up: false,
  tries: 0,
  refused: null,
});

/** The page's one socket. Reconnects by itself within 0.5-2 s, spread so that walls do not come back all at once. */
export const socket: LiveSocket = io('/live', {
  transports: ['websocket'],
  autoConnect: false,
  reconnectionDelay: 500,
  reconnectionDelayMax: 2000,
  randomizationFactor: 0.9,
  timeout: 5000,
});

socket.on('connect', () => (link.value = { up: true, tries: 0, refused: null }));
socket.on('disconnect', (reason) => {
  link.value = { ...link.value, up: false, tries: 0 };
  // The service ended this socket on purpose (restart, revoked session): socket.io would leave it down.
  if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1000);
});
socket.on('connect_error', (error) => {
  const refused = !socket.active;
  link.value = { up: false, tries: link.value.tries + 1, refused: refused ? error.message : null };
  // Refused by the service's check, not by the network: socket.io stops trying, the session may come back.
  if (refused) setTimeout(() => socket.connect(), 2000);
});
socket.io.on('reconnect_attempt', (tries) => (link.value = { ...link.value, tries }));

/** Connects once; later calls do nothing. */
export function connect(): void {
  if (!socket.active) socket.connect();
}

/** Drops the connection, e.g. after signing out, so that the next one carries the new session. */
export function disconnect(): void {
  socket.disconnect();
}
