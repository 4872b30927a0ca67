/** node simulator/lanchuan/generate-photos.mjs: draws the crew's photos. Each scene before and after the work, so that they cannot be taken for real ones. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const WIDTH = 960;
const HEIGHT = 720;
const folder = fileURLToPath(new URL('./photos/', import.meta.url));
mkdirSync(folder, { recursive: true });

/** Houses, pavement, kerb and road of a small street; `hour` shifts the light. */
const street = ({ sky, wall, shop }) => `
  <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient>
  <linearGradient id="pave" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8d8a84"/><stop offset="1" stop-color="#b4b0a8"/></linearGradient>
  <linearGradient id="road" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#4a4b4e"/><stop offset="1" stop-color="#5f6064"/></linearGradient>
  <rect width="960" height="720" fill="url(#sky)"/>
  <rect x="0" y="90" width="960" height="330" fill="${wall}"/>
  ${[0, 1, 2, 3, 4].map((i) => `<rect x="${40 + i * 190}" y="120" width="120" height="90" fill="#3e4b57" opacity="0.75"/><rect x="${40 + i * 190}" y="120" width="120" height="45" fill="#9fb6c6" opacity="0.35"/>`).join('')}
  ${[0, 1, 2].map((i) => `<rect x="${20 + i * 320}" y="236" width="290" height="34" fill="${shop[i % shop.length]}"/><rect x="${30 + i * 320}" y="270" width="270" height="150" fill="#2c3238"/><rect x="${40 + i * 320}" y="280" width="120" height="140" fill="#566472"/><rect x="${172 + i * 320}" y="280" width="118" height="140" fill="#4a5763"/>`).join('')}
  <polygon points="0,420 960,420 960,560 0,560" fill="url(#pave)"/>
  ${Array.from({ length: 15 }, (_, i) => `<line x1="${i * 70}" y1="420" x2="${i * 84 - 110}" y2="560" stroke="#7d7a74" stroke-width="1.5"/>`).join('')}
  <line x1="0" y1="470" x2="960" y2="470" stroke="#7d7a74"/><line x1="0" y1="515" x2="960" y2="515" stroke="#7d7a74"/>
  <rect x="0" y="560" width="960" height="14" fill="#c9c5bb"/><rect x="0" y="574" width="960" height="146" fill="url(#road)"/>
  <g fill="#d8d5c6" opacity="0.8"><rect x="60" y="640" width="150" height="9"/><rect x="360" y="640" width="150" height="9"/><rect x="660" y="640" width="150" height="9"/></g>
  <rect x="842" y="230" width="22" height="300" fill="#5b4634"/><circle cx="852" cy="180" r="96" fill="#4e6b3c"/><circle cx="900" cy="220" r="70" fill="#5c7a45"/><circle cx="806" cy="222" r="62" fill="#466236"/>`;

const crate = (x, y, c) =>
  `<rect x="${x}" y="${y}" width="74" height="52" fill="${c}" stroke="#3a2d20" stroke-width="2"/><line x1="${x}" y1="${y + 17}" x2="${x + 74}" y2="${y + 17}" stroke="#3a2d20"/><line x1="${x}" y1="${y + 35}" x2="${x + 74}" y2="${y + 35}" stroke="#3a2d20"/>`;
const bag = (x, y, s = 1) =>
  `<path d="M${x} ${y} q${-20 * s} ${-42 * s} ${6 * s} ${-60 * s} q${22 * s} ${-10 * s} ${40 * s} 0 q${24 * s} ${22 * s} ${8 * s} ${60 * s} z" fill="#2b2d30"/><path d="M${x + 14 * s} ${y - 50 * s} q${8 * s} ${20 * s} 0 ${40 * s}" stroke="#50545a" fill="none"/>`;
const cone = (x, y) =>
  `<polygon points="${x},${y} ${x + 34},${y} ${x + 17},${y - 62}" fill="#d8572a"/><rect x="${x + 6}" y="${y - 30}" width="22" height="9" fill="#f2efe6"/>`;

const DAY = { sky: ['#9fb9d0', '#d9e2e6'], wall: '#b9a893', shop: ['#8c3a34', '#2f5d55', '#7a6a35'] };
const DUSK = { sky: ['#5c6b86', '#c79f86'], wall: '#9b8d83', shop: ['#3c5a80', '#8a4b2f', '#4f5d3a'] };

const SCENES = {
  stall: {
    light: DAY,
    before: `<polygon points="150,300 470,300 500,340 120,340" fill="#b33b32"/><g stroke="#5b5b5b" stroke-width="5"><line x1="140" y1="340" x2="140" y2="520"/><line x1="480" y1="340" x2="480" y2="520"/></g>
      <rect x="130" y="440" width="360" height="60" fill="#7d5a3a"/>${[0, 1, 2, 3, 4, 5].map((i) => `<circle cx="${165 + i * 58}" cy="432" r="22" fill="${['#d9a441', '#a63d2f', '#6f9a3d'][i % 3]}"/>`).join('')}${crate(520, 470, '#8a6b45')}${crate(560, 420, '#9b7a4e')}${crate(602, 472, '#7f6240')}`,
    after: '',
  },
  litter: {
    light: DUSK,
    before: `${bag(230, 530)}${bag(290, 540, 1.2)}${bag(360, 528, 0.9)}${bag(300, 480)}<rect x="400" y="486" width="90" height="50" fill="#a98a5e" transform="rotate(-7 400 486)"/><path d="M180 545 l40 -8 l20 14 l-50 6z" fill="#d8d8d2"/><path d="M500 548 l36 -14 l14 10 l-30 10z" fill="#cfd6da"/>`,
    after: `<rect x="250" y="430" width="90" height="110" rx="6" fill="#2f6b4f"/><rect x="244" y="420" width="102" height="16" rx="6" fill="#275a42"/><rect x="360" y="430" width="90" height="110" rx="6" fill="#3d5f86"/><rect x="354" y="420" width="102" height="16" rx="6" fill="#334f70"/>`,
  },
  manhole: {
    light: DAY,
    before: `<ellipse cx="430" cy="655" rx="96" ry="30" fill="#121314"/><ellipse cx="430" cy="650" rx="96" ry="30" fill="none" stroke="#84858a" stroke-width="7"/><ellipse cx="590" cy="668" rx="92" ry="26" fill="#6b6d71" stroke="#44464a" stroke-width="5"/>`,
    after: `<ellipse cx="430" cy="652" rx="96" ry="30" fill="#6b6d71" stroke="#909298" stroke-width="7"/>${[-50, -25, 0, 25, 50].map((d) => `<line x1="${430 + d}" y1="632" x2="${430 + d}" y2="672" stroke="#55575b" stroke-width="4"/>`).join('')}${cone(280, 690)}${cone(560, 690)}`,
  },
  water: {
    light: DUSK,
    before: `<path d="M0 588 Q240 566 480 590 T960 584 V720 H0z" fill="#6f8694" opacity="0.92"/><g stroke="#a9bcc6" stroke-width="2" fill="none" opacity="0.8">${[0, 1, 2, 3, 4, 5].map((i) => `<path d="M${40 + i * 150} ${620 + (i % 3) * 28} q30 -8 60 0 t60 0"/>`).join('')}</g>${cone(420, 606)}`,
    after: `<path d="M60 660 q120 -16 240 4 q-120 22 -240 -4z" fill="#6b7880" opacity="0.6"/>`,
  },
};

for (const [scene, { light, before, after }] of Object.entries(SCENES)) {
  for (const [name, what] of [
    ['before', before],
    ['after', after],
  ]) {
    const mark = `<g opacity="0.85"><rect x="0" y="0" width="960" height="40" fill="#101418" opacity="0.55"/><g fill="none" stroke="#fff" stroke-width="2.4"><path d="M24 12 v16 M24 12 h6 q8 8 0 16 h-6"/><path d="M52 12 h-10 v16 h10 M42 20 h8"/><path d="M62 28 v-16 l7 9 l7 -9 v16"/><ellipse cx="94" cy="20" rx="8" ry="8"/></g></g>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 960 720">${street(light)}${what}${mark}</svg>`;
    const grain = await sharp({
      create: {
        width: WIDTH,
        height: HEIGHT,
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', mean: 128, sigma: 14 },
      },
    })
      .png()
      .toBuffer();
    await sharp(Buffer.from(svg))
      .blur(0.8)
      .composite([{ input: grain, blend: 'soft-light' }])
      .jpeg({ quality: 62, mozjpeg: true })
      .toFile(`${folder}${scene}-${name}.jpg`);
  }
}
