export const messages = { title: 'Wall' };
