export const messages = { on: '开', off: '关' };
