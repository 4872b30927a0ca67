/** `npm run simulator -- [--url URL] [--speed N]`: the demo city's sources against a running service. */
await import('../simulator/main.js');

export {};
