/** What the build puts here: the shell's files, and a name that changes with them. */
declare const SHELL: readonly string[];
declare const VERSION: string;

/** The few things of a service worker that this one uses; TypeScript's own library for workers excludes the one for pages. */
interface Worker {
  addEventListener(
    type: 'install' | 'activate',
    listen: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(type: 'message', listen: (event: { data: unknown }) => void): void;
  addEventListener(type: 'fetch', listen: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
}
interface FetchEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = globalThis as unknown as Worker;
const CACHE = `field ${VERSION}`;
const PAGE = '/field';

worker.addEventListener('install', (event) => {
  // Past the browser's own cache: a half-old shell would not start.
  const all = [PAGE, ...SHELL].map(
    (path) => new Request(path, { cache: 'reload', headers: { accept: path === PAGE ? 'text/html' : '*/*' } }),
  );
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(all)));
});

worker.addEventListener('activate', (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name.startsWith('field ') && name !== CACHE).map((name) => caches.delete(name)),
    );
    await worker.clients.claim();
  };
  event.waitUntil(clean());
});

worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting();
});

// Only the page itself and built files; whatever the service answers goes by, uncached.
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(built(request));
});

/** The newest page when there is a network that answers, else the kept one. */
async function page(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (answer.ok) return answer;
  } catch {
    // No network: that is what the kept one is for.
  }
  return (await caches.match(PAGE)) ?? Response.error();
}

/** Names under /assets/ carry a hash of their content: what is kept is what would come. */
async function built(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}
export {};
