import { onScopeDispose, shallowRef } from 'vue';

/** Asks to be installed, as Chromium offers it. */
interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

/**
 * Makes the page one that starts without a network: its worker keeps scripts, styles and type, and nothing that the service answers. A new version waits
 * until the officer takes it.
 */
export function useShell() {
  const secure = window.isSecureContext;
  const ready = shallowRef(false);
  const waiting = shallowRef<ServiceWorker | null>(null);
  const prompt = shallowRef<InstallPrompt | null>(null);
  const manifest = document.createElement('link');
  Object.assign(manifest, { rel: 'manifest', href: '/field.webmanifest' });
  document.head.append(manifest);

  const offer = (event: Event) => {
    event.preventDefault();
    prompt.value = event as InstallPrompt;
  };
  window.addEventListener('beforeinstallprompt', offer);
  if (secure && import.meta.env.PROD && 'serviceWorker' in navigator)
    void register(waiting).then((done) => (ready.value = done));
  onScopeDispose(() => {
    manifest.remove();
    window.removeEventListener('beforeinstallprompt', offer);
  });

  const install = async () => {
    await prompt.value?.prompt();
    prompt.value = null;
  };
  const update = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
    waiting.value?.postMessage('take over');
  };
  return { secure, ready, waiting, prompt, install, update };
}

/** Registers the worker and follows its versions. Tells whether the page will start without a network from now on. */
async function register(waiting: { value: ServiceWorker | null }): Promise<boolean> {
  try {
    const registration = await navigator.serviceWorker.register('/field-worker.js', { scope: '/field' });
    const look = () => (waiting.value = navigator.serviceWorker.controller ? registration.waiting : null);
    look();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
    return (await navigator.serviceWorker.ready).active !== null;
  } catch {
    // A certificate that the browser does not trust: the page works, but needs the network to start.
    return false;
  }
}
