// The shop's pictures: one drawing per kind of product, all by the same hand, in the colours, pattern and number of the
// item, with what its title speaks of painted on it. Also part of the service worker, which draws them offline.

import { paletteOf } from './palettes.js';

// Colours that do not follow the item: flame, wood, leaf and paper look the same on everything.
const FLAME = '#f4b13e';
const WOOD = '#b98a5e';
const LEAF = '#7aa35f';
const PAPER = '#fffdf8';

/**
 * Bodies of the drawings on a ground of 160 × 160, standing on y = 132. `fill` is the item's colour with its pattern,
 * `light` and `trim` are for what is beside it, `marked` says that an emblem comes on top; the outline is inherited.
 *
 * @type {Record<string, (c: {fill: string, main: string, light: string, trim: string, deep: string, marked: boolean}) => string>}
 */
const DRAWINGS = {
  apron: (c) => `<path d="M58 46c0-22 44-22 44 0" fill="none"/>
    <path d="M58 46h44l4 22 14 8-6 56H46l-6-56 14-8z" fill="${c.fill}"/><path d="M60 92h40v16a12 12 0 0 1-12 12H72a12 12 0 0 1-12-12z" fill="${c.light}"/>`,
  bag: (c) => `<path d="M58 66c0-42 44-42 44 0" fill="none" stroke-width="5"/>
    <path d="M40 64h80l8 60a8 8 0 0 1-8 8H40a8 8 0 0 1-8-8z" fill="${c.fill}"/><path d="M40 64h80l2 14H38z" fill="${c.light}"/>`,
  bauble: (c) => `<path d="M80 22v18" fill="none"/><circle cx="80" cy="90" r="41" fill="${c.fill}"/>
    <path d="M42 78c24 12 52 12 76 0M42 104c24 12 52 12 76 0" fill="none" stroke="${c.light}" stroke-width="5"/><path d="M71 40h18v11H71z" fill="${c.trim}"/>`,
  bird: (
    c,
  ) => `<path d="M70 116v16M86 116v16" fill="none"/><path d="M28 84c16-2 22-6 30-16 6-20 42-26 54 0l16 8-15 8c-2 24-22 38-44 34-22-4-32-18-41-34z" fill="${c.fill}"/>
    <path d="M56 86c16-8 34-2 38 12-14 8-32 2-38-12z" fill="${c.light}"/><circle cx="100" cy="70" r="3.5" fill="${c.deep}" stroke="none"/>`,
  bowl: (c) =>
    `<path d="M60 124h40v8H60z" fill="${c.light}"/><path d="M28 76h104c0 32-22 50-52 50S28 108 28 76z" fill="${c.fill}"/><ellipse cx="80" cy="76" rx="52" ry="11" fill="${c.light}"/>`,
  box: (
    c,
  ) => `<path d="M38 74h84v52a6 6 0 0 1-6 6H44a6 6 0 0 1-6-6z" fill="${c.fill}"/><path d="M32 54h96a4 4 0 0 1 4 4v16H28V58a4 4 0 0 1 4-4z" fill="${c.light}"/>
    <circle cx="80" cy="88" r="5" fill="${c.trim}"/>`,
  bunting: (
    c,
  ) => `<path d="M14 48c40 24 92 24 132 0" fill="none"/><path d="M24 54l24 9-8 34z" fill="${c.fill}"/><path d="M54 64l24 2-10 36z" fill="${c.light}"/>
    <path d="M84 66l24-3-4 37z" fill="${c.fill}"/><path d="M113 62l23-9-6 35z" fill="${c.trim}"/>`,
  cabinet: (
    c,
  ) => `<path d="M46 126v8M114 126v8" fill="none" stroke-width="6"/><rect x="36" y="38" width="88" height="88" rx="6" fill="${c.fill}"/>
    <path d="M46 50h68v28H46zM46 86h68v28H46z" fill="${c.light}"/><circle cx="80" cy="64" r="4" fill="${c.deep}"/><circle cx="80" cy="100" r="4" fill="${c.deep}"/>`,
  cakecase: (
    c,
  ) => `<path d="M46 82c-10-30 14-46 34-46s44 16 34 46z" fill="${c.light}"/><path d="M40 82h80l-12 46a6 6 0 0 1-6 4H58a6 6 0 0 1-6-4z" fill="${c.fill}"/>
    <path d="M58 84l6 46M80 84v46M102 84l-6 46" fill="none"/><circle cx="80" cy="34" r="8" fill="#d2493f"/>`,
  cakestand: (
    c,
  ) => `<path d="M80 30v98" fill="none" stroke-width="5"/><path d="M56 58h48l-6 8H62zM44 90h72l-6 9H50zM30 122h100l-8 10H38z" fill="${c.fill}"/>
    <path d="M66 58c0-14 28-14 28 0zM54 90c0-13 22-13 22 0zM84 90c0-13 22-13 22 0z" fill="${c.light}"/><circle cx="80" cy="27" r="5" fill="${c.trim}"/>`,
  calendar: (
    c,
  ) => `<rect x="36" y="40" width="88" height="92" rx="6" fill="${PAPER}"/><path d="M36 64V46a6 6 0 0 1 6-6h76a6 6 0 0 1 6 6v18z" fill="${c.fill}"/>
    <path d="M56 30v18M104 30v18" fill="none" stroke-width="5"/><path d="M52 82h12M74 82h12M96 82h12M52 98h12M74 98h12M96 98h12M52 114h12M74 114h12" fill="none" stroke="${c.main}" stroke-width="6"/>`,
  candle: (c) => `<path d="M80 26c12 14 10 24 0 26-10-2-12-12 0-26z" fill="${FLAME}"/><path d="M80 50v12" fill="none"/>
    <path d="M56 62h48v64a6 6 0 0 1-6 6H62a6 6 0 0 1-6-6z" fill="${c.fill}"/><ellipse cx="80" cy="62" rx="24" ry="6" fill="${c.light}"/>`,
  card: (
    c,
  ) => `<path d="M50 34l72 10-8 86-72-8z" fill="${c.light}"/><rect x="38" y="38" width="70" height="94" rx="3" fill="${PAPER}"/>
    ${c.marked ? '' : `<path d="M73 104c-34-22-22-46-8-42 5 2 8 7 8 10 0-3 3-8 8-10 14-4 26 20-8 42z" fill="${c.fill}"/>`}`,
  clock: (
    c,
  ) => `<path d="M54 124l-8 10M106 124l8 10" fill="none" stroke-width="6"/><path d="M40 48c-8-14 12-26 22-16zM120 48c8-14-12-26-22-16z" fill="${c.light}"/>
    <circle cx="80" cy="84" r="46" fill="${c.fill}"/><circle cx="80" cy="84" r="33" fill="${PAPER}"/><path d="M80 62v22l15 9" fill="none" stroke-width="4"/>`,
  cushion: (
    c,
  ) => `<path d="M36 42c28 8 60 8 88 0 10 0 10 8 8 12-8 24-8 40 0 64 2 6 0 12-8 12-28-8-60-8-88 0-8 0-10-6-8-12 8-24 8-40 0-64-2-4-2-12 8-12z" fill="${c.fill}"/>
    <path d="M48 54c20 5 44 5 64 0M48 118c20-5 44-5 64 0" fill="none" stroke="${c.light}"/>`,
  cutlery: (
    c,
  ) => `<path d="M52 74v52a6 6 0 0 0 12 0V74zM98 86v40a6 6 0 0 0 12 0V86z" fill="${c.fill}"/><path d="M44 32v30c0 16 28 16 28 0V32l-8 1v24h-4V31h-4v26h-4V33z" fill="${c.light}"/>
    <ellipse cx="104" cy="60" rx="16" ry="27" fill="${c.light}"/>`,
  doormat: (c) =>
    `<path d="M22 62h116l10 66H12z" fill="${WOOD}"/><path d="M34 72h92l6 46H28z" fill="${c.fill}"/>${c.marked ? '' : `<path d="M50 88h60M47 102h66" fill="none" stroke="${c.light}" stroke-width="5"/>`}`,
  earrings: (
    c,
  ) => `<path d="M56 30c-12 0-12 18 0 18v12M104 30c12 0 12 18 0 18v12" fill="none"/><path d="M56 60l18 34-18 34-18-34zM104 60l18 34-18 34-18-34z" fill="${c.fill}"/>
    <path d="M38 94h36M86 94h36" fill="none" stroke="${c.light}"/>`,
  egg: (c) => `<path d="M80 32c24 0 38 36 38 60 0 26-18 40-38 40s-38-14-38-40c0-24 14-60 38-60z" fill="${c.fill}"/>
    <path d="M44 82l12 9 12-9 12 9 12-9 12 9 12-9M43 104l13 8 12-8 12 8 12-8 12 8 13-8" fill="none" stroke="${c.light}" stroke-width="4"/>`,
  flower: (
    c,
  ) => `<path d="M80 76v56M80 116c-20 2-28-8-30-20 18-2 28 6 30 20zM80 122c18 0 24-8 26-18-16-2-24 6-26 18z" fill="${LEAF}"/>
    <g fill="${c.fill}"><circle cx="80" cy="36" r="17"/><circle cx="104" cy="54" r="17"/><circle cx="95" cy="82" r="17"/><circle cx="65" cy="82" r="17"/><circle cx="56" cy="54" r="17"/></g><circle cx="80" cy="62" r="14" fill="${FLAME}"/>`,
  frame: (
    c,
  ) => `<rect x="34" y="32" width="92" height="100" rx="4" fill="${c.fill}"/><path d="M50 48h60v68H50z" fill="${PAPER}"/>
    ${c.marked ? '' : `<path d="M50 116v-18l18-20 16 18 10-10 16 14v16z" fill="${LEAF}"/><circle cx="95" cy="64" r="7" fill="${FLAME}" stroke="none"/>`}`,
  game: (c) =>
    `<path d="M36 42h32c-6-22 30-22 24 0h32v32c-22-6-22 30 0 24v34H92c6-22-30-22-24 0H36V98c22 6 22-30 0-24z" fill="${c.fill}"/>`,
  gift: (
    c,
  ) => `<path d="M38 78h84v48a6 6 0 0 1-6 6H44a6 6 0 0 1-6-6z" fill="${c.fill}"/><path d="M32 56h96v22H32z" fill="${c.light}"/><path d="M72 56h16v76H72z" fill="${c.trim}"/>
    <path d="M80 54c-30 4-34-28-14-26 10 2 14 16 14 26zM80 54c30 4 34-28 14-26-10 2-14 16-14 26z" fill="${c.trim}"/>`,
  glass: (c) =>
    `<path d="M80 92v34M58 132c0-8 44-8 44 0z" fill="${c.light}"/><path d="M52 34h56c6 34-6 60-28 60S46 68 52 34z" fill="${PAPER}"/><path d="M50 56h60c0 22-12 38-30 38S50 78 50 56z" fill="${c.fill}"/>`,
  hair: (c) =>
    `<path d="M80 84c-24-26-56-22-54 0s30 26 54 0zM80 84c24-26 56-22 54 0s-30 26-54 0z" fill="${c.fill}"/><path d="M70 92l-14 38 16-6 6-30M90 92l14 38-16-6-6-30" fill="${c.light}"/><rect x="68" y="70" width="24" height="27" rx="8" fill="${c.light}"/>`,
  heart: (
    c,
  ) => `<path d="M80 22c-6 8-6 16 0 24" fill="none"/><path d="M80 130C18 92 32 44 58 46c12 1 20 10 22 18 2-8 10-17 22-18 26-2 40 46-22 84z" fill="${c.fill}"/>
    <path d="M50 66c2-6 6-8 10-8" fill="none" stroke="${c.light}" stroke-width="5"/>`,
  hook: (c) =>
    `<rect x="24" y="46" width="112" height="30" rx="8" fill="${c.fill}"/><path d="M48 66v30c0 20 24 20 24 2M96 66v30c0 20 24 20 24 2" fill="none" stroke-width="6"/><circle cx="48" cy="61" r="5" fill="${c.light}"/><circle cx="96" cy="61" r="5" fill="${c.light}"/>`,
  hotwater: (
    c,
  ) => `<path d="M70 26h20v16H70z" fill="${c.light}"/><path d="M70 42h20c2 12 24 10 24 26v52c0 8-4 12-12 12H58c-8 0-12-4-12-12V68c0-16 22-14 24-26z" fill="${c.fill}"/>
    <path d="M80 112c-26-16-18-36-8-34 5 1 7 5 8 8 1-3 3-7 8-8 10-2 18 18-8 34z" fill="${c.light}"/>`,
  incense: (c) =>
    `<path d="M72 74c-14-14 14-22 0-40M92 74c-14-14 14-22 0-40" fill="none" stroke="${c.main}" stroke-width="4"/><path d="M48 78h64l-6 48a6 6 0 0 1-6 6H60a6 6 0 0 1-6-6z" fill="${c.fill}"/><path d="M44 78h72v12H44z" fill="${c.light}"/><path d="M72 104h16v16H72z" fill="${c.trim}"/>`,
  jar: (
    c,
  ) => `<path d="M48 62c0-8 8-8 8-14h48c0 6 8 6 8 14v62a8 8 0 0 1-8 8H56a8 8 0 0 1-8-8z" fill="${PAPER}"/><path d="M48 76h64v48a8 8 0 0 1-8 8H56a8 8 0 0 1-8-8z" fill="${c.fill}"/>
    <path d="M52 32h56v16H52z" fill="${c.light}"/><rect x="60" y="86" width="40" height="26" rx="4" fill="${PAPER}"/>`,
  jewellery: (
    c,
  ) => `<path d="M36 32c-6 66 94 66 88 0" fill="none" stroke-width="4"/><g fill="${c.fill}"><circle cx="41" cy="60" r="8"/><circle cx="56" cy="77" r="9"/><circle cx="104" cy="77" r="9"/><circle cx="119" cy="60" r="8"/></g>
    <path d="M80 82l20 24-20 28-20-28z" fill="${c.fill}"/><path d="M60 106h40" fill="none" stroke="${c.light}"/>`,
  lantern: (
    c,
  ) => `<path d="M66 34c0-16 28-16 28 0" fill="none"/><path d="M52 52l14-18h28l14 18z" fill="${c.fill}"/><path d="M54 52h52v68H54z" fill="${PAPER}"/>
    <path d="M80 74c8 10 7 17 0 19-7-2-8-9 0-19z" fill="${FLAME}"/><path d="M70 96h20v24H70z" fill="${c.light}"/><path d="M48 120h64v12H48z" fill="${c.fill}"/><path d="M62 52v68M98 52v68" fill="none"/>`,
  lights: (
    c,
  ) => `<path d="M10 46c46 36 94 36 140 0" fill="none"/><g fill="${c.fill}"><path d="M30 66h14l4 20c0 14-22 14-22 0zM73 76h14l4 22c0 14-22 14-22 0zM116 66h14l4 20c0 14-22 14-22 0z"/></g>
    <path d="M30 58h14v9H30zM73 67h14v10H73zM116 58h14v9h-14z" fill="${c.light}"/><path d="M37 106v10M80 118v10M123 106v10M20 100l-6 6M140 100l6 6" fill="none" stroke="${FLAME}" stroke-width="4"/>`,
  lunchbox: (c) =>
    `<path d="M60 50c0-18 40-18 40 0" fill="none" stroke-width="6"/><rect x="30" y="50" width="100" height="82" rx="14" fill="${c.fill}"/><path d="M30 78h100v10H30z" fill="${c.light}"/><rect x="70" y="72" width="20" height="22" rx="4" fill="${c.trim}"/>`,
  mirror: (c) =>
    `<path d="M72 108h16v18a8 8 0 0 1-16 0z" fill="${c.fill}"/><ellipse cx="80" cy="68" rx="38" ry="44" fill="${c.fill}"/><ellipse cx="80" cy="68" rx="27" ry="33" fill="#e4eef2"/><path d="M66 74l18-24M76 82l14-18" fill="none" stroke="#ffffff" stroke-width="4"/>`,
  mug: (c) =>
    `<path d="M106 68h10c22 0 22 40 0 40h-10" fill="none" stroke-width="8"/><path d="M40 50h66v70a12 12 0 0 1-12 12H52a12 12 0 0 1-12-12z" fill="${c.fill}"/><ellipse cx="73" cy="50" rx="33" ry="8" fill="${c.light}"/>`,
  napkins: (c) =>
    `<path d="M34 60l60-22 34 46-60 26z" fill="${c.light}"/><path d="M32 76l60-22 34 46-58 30z" fill="${c.fill}"/><path d="M68 130l-36-54" fill="none"/><path d="M60 92l38-16" fill="none" stroke="${c.light}" stroke-width="4"/>`,
  notebook: (c) =>
    `<path d="M48 32h68a8 8 0 0 1 8 8v84a8 8 0 0 1-8 8H48z" fill="${PAPER}"/><path d="M40 30h68a8 8 0 0 1 8 8v84a8 8 0 0 1-8 8H40z" fill="${c.fill}"/><path d="M40 30h14v100H40z" fill="${c.light}"/><rect x="66" y="52" width="38" height="24" rx="3" fill="${PAPER}"/>`,
  pan: (c) =>
    `<path d="M104 84h42a6 6 0 0 1 0 13h-42z" fill="${WOOD}"/><path d="M18 76h92v26a28 28 0 0 1-28 28H46a28 28 0 0 1-28-28z" fill="${c.fill}"/><ellipse cx="64" cy="76" rx="46" ry="10" fill="${c.light}"/>`,
  pencils: (c) =>
    `<path d="M54 78V44l9-18 9 18v34zM92 78V50l9-18 9 18v28z" fill="${c.trim}"/><path d="M72 78V38l9-18 9 18v40z" fill="${c.light}"/><path d="M46 70h70v54a8 8 0 0 1-8 8H54a8 8 0 0 1-8-8z" fill="${c.fill}"/>`,
  plant: (c) =>
    `<path d="M80 88c-4-34-30-38-40-36 0 20 16 36 40 36zM80 88c2-40 26-48 40-46 2 24-14 44-40 46zM80 88c-12-22-6-46 2-60 12 16 12 40-2 60z" fill="${LEAF}"/><path d="M50 88h60l-8 38a8 8 0 0 1-8 6H66a8 8 0 0 1-8-6z" fill="${c.fill}"/><path d="M46 84h68v12H46z" fill="${c.light}"/>`,
  plate: (c) =>
    `<ellipse cx="80" cy="84" rx="56" ry="50" fill="${c.fill}"/><ellipse cx="80" cy="84" rx="38" ry="33" fill="${PAPER}"/><path d="M58 74c4-8 10-12 18-13" fill="none" stroke="${c.light}" stroke-width="5"/>`,
  purse: (c) =>
    `<path d="M40 72c-14 30-14 60 12 60h56c26 0 26-30 12-60z" fill="${c.fill}"/><path d="M36 72c0-26 88-26 88 0z" fill="${c.light}"/><circle cx="74" cy="46" r="7" fill="${c.trim}"/><circle cx="86" cy="46" r="7" fill="${c.trim}"/>`,
  ribbon: (c) =>
    `<path d="M104 96c20 2 34 12 38 30l-14-2-6 12c-6-14-14-20-26-20" fill="${c.fill}"/><circle cx="74" cy="84" r="46" fill="${c.fill}"/><circle cx="74" cy="84" r="30" fill="${c.light}"/><circle cx="74" cy="84" r="13" fill="${PAPER}"/>`,
  sign: (c) =>
    `<path d="M80 24L46 56M80 24l34 32" fill="none"/><rect x="26" y="56" width="108" height="62" rx="8" fill="${c.fill}"/><rect x="36" y="66" width="88" height="42" rx="4" fill="${c.light}"/>${c.marked ? '' : '<path d="M50 80h60M58 94h44" fill="none" stroke-width="4"/>'}<circle cx="80" cy="24" r="4" fill="${c.deep}"/>`,
  soap: (c) =>
    `<rect x="30" y="78" width="100" height="54" rx="22" fill="${c.fill}"/><rect x="50" y="92" width="60" height="24" rx="12" fill="${c.light}"/><g fill="${PAPER}"><circle cx="62" cy="60" r="13"/><circle cx="88" cy="46" r="9"/><circle cx="104" cy="64" r="6"/></g>`,
  socks: (c) =>
    `<path d="M62 36h36v52l30 18c14 10 8 26-6 26H90c-18 0-28-12-28-28z" fill="${c.fill}"/><path d="M58 30h44v18H58z" fill="${c.light}"/><path d="M128 106c-14 0-20 10-18 26" fill="none"/>`,
  star: (c) =>
    `<path d="M80 18v18" fill="none"/><path d="M80 34l16 32 36 5-26 25 6 36-32-17-32 17 6-36-26-25 36-5z" fill="${c.fill}"/><circle cx="80" cy="86" r="10" fill="${c.light}"/>`,
  teacup: (c) =>
    `<path d="M58 54c-8-8 8-14 0-24M80 54c-8-8 8-14 0-24" fill="none" stroke="${c.main}" stroke-width="4"/><path d="M108 74h8c18 0 16 28-8 28" fill="none" stroke-width="6"/><path d="M30 66h82c0 34-16 54-41 54S30 100 30 66z" fill="${c.fill}"/><ellipse cx="71" cy="66" rx="41" ry="8" fill="${c.light}"/><path d="M18 120h106c0 16-106 16-106 0z" fill="${c.light}"/>`,
  tealight: (
    c,
  ) => `<path d="M80 18v18M44 78c0-56 72-56 72 0" fill="none"/><path d="M42 78h76c4 34-10 54-38 54S38 112 42 78z" fill="${c.fill}"/><ellipse cx="80" cy="78" rx="38" ry="10" fill="${c.light}"/>
    <path d="M66 76c0-7 28-7 28 0v4c0 6-28 6-28 0z" fill="${PAPER}"/><path d="M80 48c11 13 9 23 0 25-9-2-11-12 0-25z" fill="${FLAME}"/>`,
  tin: (c) =>
    `<path d="M38 56h84v66c0 14-84 14-84 0z" fill="${c.fill}"/><path d="M34 44h92v18H34z" fill="${c.light}"/><path d="M34 44c0-14 92-14 92 0z" fill="${c.light}"/><rect x="70" y="26" width="20" height="9" rx="4" fill="${c.light}"/><rect x="56" y="78" width="48" height="28" rx="14" fill="${PAPER}"/>`,
  toy: (
    c,
  ) => `<g fill="${c.fill}"><circle cx="50" cy="50" r="15"/><circle cx="110" cy="50" r="15"/><path d="M52 96h56c16 0 16 36 0 36H52c-16 0-16-36 0-36z"/><circle cx="80" cy="72" r="38"/></g><ellipse cx="80" cy="84" rx="17" ry="13" fill="${c.light}"/>
    <circle cx="66" cy="64" r="3.5" fill="${c.deep}"/><circle cx="94" cy="64" r="3.5" fill="${c.deep}"/><path d="M75 80h10l-5 6z" fill="${c.deep}"/>`,
  umbrella: (c) =>
    `<path d="M80 30v-8M80 82v40c0 14 22 14 22 0" fill="none" stroke-width="5"/><path d="M18 86c4-74 120-74 124 0-10-12-22-12-31 0-9-12-22-12-31 0-9-12-22-12-31 0-9-12-21-12-31 0z" fill="${c.fill}"/><path d="M49 86c2-28 12-46 31-56 19 10 29 28 31 56" fill="none"/>`,
  watering: (c) =>
    `<path d="M56 66c0-40 60-36 60 2v26" fill="none" stroke-width="6"/><path d="M50 92L22 62l-8 8 36 52z" fill="${c.light}"/><path d="M50 66h62v58a8 8 0 0 1-8 8H58a8 8 0 0 1-8-8z" fill="${c.fill}"/><path d="M28 50L6 72l8 8 24-22z" fill="${c.light}"/>`,
  wrap: (c) =>
    `<path d="M36 96L112 30l20 22-76 66z" fill="${c.fill}"/><path d="M30 118c0-10 8-18 16-16s14 12 10 18-26 8-26-2z" fill="${c.light}"/><path d="M72 66l20 22M66 72l20 22" fill="none" stroke="${c.trim}" stroke-width="5"/><circle cx="42" cy="114" r="4" fill="${c.deep}"/>`,
  wreath: (
    c,
  ) => `<path d="M80 22v14" fill="none"/><circle cx="80" cy="84" r="36" fill="none" stroke="${LEAF}" stroke-width="22"/><circle cx="80" cy="84" r="47" fill="none"/><circle cx="80" cy="84" r="25" fill="none"/><g fill="${c.fill}"><circle cx="44" cy="84" r="8"/><circle cx="56" cy="56" r="7"/><circle cx="104" cy="56" r="7"/><circle cx="116" cy="84" r="8"/></g>
    <path d="M80 120c-22-18-32 0-24 14l24-14zM80 120c22-18 32 0 24 14l-24-14z" fill="${c.fill}"/>`,
};

/**
 * Patterns, as tiles of 16 × 16.
 *
 * @type {Record<string, (c: {light: string, trim: string}) => string>}
 */
const DECORS = {
  spots: (c) => `<g fill="${c.light}"><circle cx="4" cy="4" r="2.9"/><circle cx="12" cy="12" r="2.9"/></g>`,
  stripes: (c) => `<path d="M0 0h6v16H0z" fill="${c.light}"/>`,
  check: (c) => `<g fill="${c.light}" fill-opacity=".7"><path d="M0 0h7v16H0z"/><path d="M0 0h16v7H0z"/></g>`,
  flowers: (c) =>
    `<g fill="${c.light}"><circle cx="8" cy="5" r="2.2"/><circle cx="11" cy="8" r="2.2"/><circle cx="8" cy="11" r="2.2"/><circle cx="5" cy="8" r="2.2"/></g><circle cx="8" cy="8" r="1.5" fill="${c.trim}"/>`,
  hearts: (c) => `<path d="M8 13C0 8 4 3 8 6c4-3 8 2 0 7z" fill="${c.light}"/>`,
  leaves: (c) => `<path d="M2 8c2-5 6-5 8-4-1 4-4 6-8 4zM8 15c1-4 4-5 7-4-1 3-4 5-7 4z" fill="${c.light}"/>`,
  waves: (c) => `<path d="M0 5q4-6 8 0t8 0M0 13q4-6 8 0t8 0" fill="none" stroke="${c.light}" stroke-width="2"/>`,
};

/**
 * Emblems painted on things, around 0, 0 and some 24 wide.
 *
 * @type {Record<string, (c: {trim: string, light: string, deep: string}) => string>}
 */
const EMBLEMS = {
  apple: (c) =>
    `<path d="M0-5c5-5 12-2 11 5S4 12 0 10c-4 2-10-3-11-10S-5-10 0-5z" fill="${c.trim}"/><path d="M0-5c0-4 2-7 5-8" fill="none"/>`,
  bird: (c) => `<path d="M-12-1c5 0 6-3 9-6 4-4 12-3 13 3l4 2-4 2C9 7 4 11-2 10S-10 4-12-1z" fill="${c.trim}"/>`,
  butterfly: (c) =>
    `<path d="M0 0C-4-12-14-10-13-3S-5 3 0 0zM0 0C4-12 14-10 13-3S5 3 0 0zM0 0c-9 1-10 10-5 10S0 4 0 0zM0 0c9 1 10 10 5 10S0 4 0 0z" fill="${c.trim}"/>`,
  cake: (c) =>
    `<path d="M-9 1h18L6 12H-6z" fill="${c.trim}"/><path d="M-10 1c-2-8 4-10 10-10S12-7 10 1z" fill="${c.light}"/><circle cy="-11" r="2.5" fill="#d2493f"/>`,
  cat: (c) =>
    `<path d="M-10 10V-8l6 5h8l6-5v18q-10 5-20 0z" fill="${c.trim}"/><path d="M-4 3v1M4 3v1" fill="none" stroke-width="3"/>`,
  crown: (c) => `<path d="M-12 9l-2-16 8 7 6-11 6 11 8-7-2 16z" fill="${c.trim}"/>`,
  doll: (c) =>
    `<path d="M-8 12C-14 4-7-1-7-5a7 7 0 0 1 14 0c0 4 7 9 1 17z" fill="${c.trim}"/><circle cy="-4" r="4" fill="${PAPER}"/>`,
  flag: () =>
    `<path d="M-15-10h30v20h-30z" fill="#3d5f9e"/><path d="M-15-10l30 20M15-10l-30 20" stroke="${PAPER}" stroke-width="4"/><path d="M0-10v20M-15 0h30" stroke="${PAPER}" stroke-width="6"/><path d="M0-10v20M-15 0h30" stroke="#d2493f" stroke-width="3"/>`,
  flower: (c) =>
    `<g fill="${c.trim}"><circle cy="-7" r="5"/><circle cx="7" cy="-2" r="5"/><circle cx="4" cy="6" r="5"/><circle cx="-4" cy="6" r="5"/><circle cx="-7" cy="-2" r="5"/></g><circle r="4" fill="${FLAME}"/>`,
  heart: (c) => `<path d="M0 11C-17 1-11-11-5-10c3 0 5 3 5 5 0-2 2-5 5-5 6-1 12 11-5 21z" fill="${c.trim}"/>`,
  house: (c) =>
    `<path d="M-10-1h20v12h-20z" fill="${c.light}"/><path d="M-13-1L0-12 13-1z" fill="${c.trim}"/><path d="M-3 11V4h6v7" fill="none"/>`,
  mushroom: (c) =>
    `<path d="M-4 0h8v10q-4 3-8 0z" fill="${PAPER}"/><path d="M-13 1c0-17 26-17 26 0z" fill="#d2493f"/><g fill="${c.light}" stroke="none"><circle cx="-5" cy="-5" r="2"/><circle cx="4" cy="-6" r="2"/></g>`,
  owl: (c) =>
    `<path d="M-10-10q10 4 20 0c3 16-1 22-10 22s-13-6-10-22z" fill="${c.trim}"/><g fill="${PAPER}"><circle cx="-4" cy="-2" r="3.5"/><circle cx="4" cy="-2" r="3.5"/></g>`,
  rocket: (c) =>
    `<path d="M0-14c8 7 8 15 5 20H-5c-3-5-3-13 5-20z" fill="${c.trim}"/><path d="M-5 0l-6 9 6-3M5 0l6 9-6-3" fill="${c.light}"/><circle cy="-3" r="3" fill="${PAPER}"/>`,
  skull: () =>
    `<path d="M-10-1c0-14 20-14 20 0 0 4-3 5-4 6v6H-6V5c-1-1-4-2-4-6z" fill="${PAPER}"/><path d="M-4-2v1M4-2v1" fill="none" stroke-width="5"/>`,
  snow: (c) =>
    `<path d="M0-13v26M-11-6.500l22 13M11-6.500l-22 13M-4-10l4 4 4-4M-4 10l4-4 4 4" fill="none" stroke="${c.light}" stroke-width="3"/>`,
  star: (c) => `<path d="M0-13l4 8 9 1-7 6 2 9-8-4-8 4 2-9-7-6 9-1z" fill="${c.trim}"/>`,
  strawberry: (c) =>
    `<path d="M0 13C-12 6-12-6-6-6c3-1 4 1 6 1s3-2 6-1c6 0 6 12-6 19z" fill="#d2493f"/><path d="M-6-7q6 5 12 0L0-11z" fill="${LEAF}"/><path d="M-4 1v1M4 1v1M0 6v1" fill="none" stroke="${c.light}"/>`,
  tree: (c) =>
    `<path d="M0-14l8 10H4l8 10H-12l8-10h-4z" fill="${LEAF}"/><path d="M-2 6h4v6h-4z" fill="${WOOD}"/><circle cy="-13" r="2" fill="${c.trim}"/>`,
};

/** Where on a drawing an emblem has room: x, y and scale. Other kinds have none. */
const EMBLEM_PLACES = {
  apron: [80, 74, 0.85],
  bag: [80, 106, 1.35],
  bauble: [80, 91, 0.85],
  bowl: [80, 106, 1],
  box: [80, 108, 1.05],
  cakecase: [80, 62, 0.8],
  candle: [80, 98, 1.1],
  card: [73, 85, 1.6],
  cushion: [80, 86, 1.9],
  doormat: [80, 95, 1.1],
  frame: [80, 84, 1.5],
  gift: [56, 106, 0.8],
  heart: [80, 84, 1.2],
  hook: [72, 61, 0.8],
  incense: [80, 108, 1],
  jar: [80, 99, 0.85],
  lunchbox: [80, 111, 1.1],
  mug: [73, 93, 1.6],
  napkins: [86, 92, 1.1],
  notebook: [85, 94, 1.3],
  pencils: [80, 101, 1.1],
  plate: [80, 84, 1.5],
  purse: [80, 106, 1.4],
  ribbon: [74, 84, 0.8],
  sign: [80, 87, 1.25],
  soap: [80, 104, 0.8],
  teacup: [66, 97, 1.15],
  tin: [80, 92, 0.85],
  watering: [81, 100, 1.3],
};

/**
 * The ground behind the thing, on the ground and under its shadow.
 *
 * @type {((c: {light: string, back: string}) => string)[]}
 */
const SCENES = [
  () => '',
  (c) => `<circle cx="80" cy="76" r="58" fill="${c.back}"/>`,
  (c) => `<path d="M24 160V80a56 56 0 0 1 112 0v80z" fill="${c.back}"/>`,
  (c) => `<path d="M0 118h160v42H0z" fill="${c.back}"/>`,
  (c) => `<path d="M0 160C30 60 120 150 160 40v120z" fill="${c.back}"/>`,
  (c) => `<path d="M0 0h160L0 160z" fill="${c.back}"/>`,
  (c) =>
    `<path d="M0 0h20v160H0zM40 0h20v160H40zM80 0h20v160H80zM120 0h20v160h-20z" fill="${c.back}" fill-opacity=".55"/>`,
  (c) => `<path d="M80 20l60 60-60 60-60-60z" fill="${c.back}"/>`,
  (c) => `<path d="M0 0h160v24q-20 22-40 0t-40 0-40 0-40 0z" fill="${c.back}"/>`,
  (c) =>
    `<g fill="${c.back}"><circle cx="22" cy="28" r="7"/><circle cx="134" cy="22" r="10"/><circle cx="146" cy="84" r="5"/><circle cx="16" cy="92" r="9"/><circle cx="78" cy="14" r="4"/><circle cx="24" cy="146" r="5"/><circle cx="140" cy="142" r="8"/></g>`,
];

const SIZES = [0.78, 0.94, 1.06];

/** How the copies stand when there are several: moves and scales, the one in front last. */
const GROUPS = [
  [''],
  ['translate(50 6) scale(.72)', 'translate(-2 30) scale(.78)'],
  ['translate(66 16) scale(.6)', 'translate(-14 24) scale(.62)', 'translate(28 40) scale(.72)'],
];

/**
 * Draws one thing, without what is around it.
 *
 * @param {{kind: string, colour: string, accent: string, decor: string, emblem: string, mirrored?: boolean, patternId?: string}} looks
 * @returns {{definition: string, body: string, colours: ReturnType<typeof coloursOf>, deep: string}}
 *     `definition` must stand before `body`, `deep` is the colour of the outline
 */
export function drawThing({ kind, colour, accent, decor, emblem, mirrored = false, patternId = 'd' }) {
  const colours = coloursOf(colour, accent);
  const place = EMBLEM_PLACES[kind];
  const marked = Boolean(place && EMBLEMS[emblem] && emblem !== kind);
  const pattern = DECORS[decor];
  let body = DRAWINGS[kind]({ ...colours, fill: pattern ? `url(#${patternId})` : colours.main, marked }).replace(
    /\n\s*/g,
    '',
  );
  if (marked) {
    const [x, y, scale] = place;
    const upright = mirrored ? ' scale(-1 1)' : '';
    body += `<g transform="translate(${x} ${y}) scale(${scale})${upright}">${EMBLEMS[emblem](colours)}</g>`;
  }
  if (mirrored) body = `<g transform="matrix(-1 0 0 1 160 0)">${body}</g>`;
  const definition = pattern
    ? `<pattern id="${patternId}" width="16" height="16" patternUnits="userSpaceOnUse"><path d="M0 0h16v16H0z" fill="${colours.main}"/>${pattern(colours)}</pattern>`
    : '';
  return { definition, body, colours, deep: colours.deep };
}

/** @param {string} colour @param {string} accent */
function coloursOf(colour, accent) {
  const palette = paletteOf(colour);
  const other = paletteOf(accent);
  return {
    ...palette,
    light: accent === 'black' || accent === 'grey' ? other.light : mix(palette.light, other.light),
    trim: accent === 'cream' || accent === 'white' ? other.light : other.main,
    back: other.light,
  };
}

/**
 * Draws one picture.
 *
 * @param {string} spec  as looks.js writes it
 * @returns {string} SVG of 160 × 160, without styles or scripts
 */
export function drawPicture(spec) {
  const [kind, colour, accent, decor, emblem, digits] = spec.split(' ');
  const [count, size, scene, mirrored] = [...digits].map(Number);
  const { definition, body, colours } = drawThing({ kind, colour, accent, decor, emblem, mirrored: mirrored === 1 });

  const scale = SIZES[size];
  const standing = `<g transform="translate(${round(80 - 80 * scale)} ${round(132 - 132 * scale)}) scale(${scale})">${body}</g>`;
  const copies = GROUPS[count - 1];
  const all =
    copies.length === 1
      ? standing
      : `<defs><g id="t">${standing}</g></defs>${copies.map((move) => `<use href="#t" transform="${move}"/>`).join('')}`;
  const shadow = `<ellipse cx="80" cy="134" rx="58" ry="6" fill="${colours.deep}" fill-opacity=".13"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" width="160" height="160">${definition}<path d="M0 0h160v160H0z" fill="${colours.ground}"/>${SCENES[scene](colours)}${shadow}<g stroke="${colours.deep}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round">${all}</g></svg>\n`;
}

/** Halfway between two colours. @param {string} a @param {string} b  #rrggbb */
function mix(a, b) {
  const halves = [1, 3, 5].map((at) =>
    Math.round((parseInt(a.slice(at, at + 2), 16) + parseInt(b.slice(at, at + 2), 16)) / 2),
  );
  return `#${halves.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}
