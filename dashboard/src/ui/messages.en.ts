export const messages = { on: 'on', off: 'off' };
