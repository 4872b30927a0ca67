export const messages = { title: '态势墙' };
