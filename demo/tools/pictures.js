// The shop's pictures: one drawing per kind of product, all by the same hand, in the colour and pattern of the item.

import { paletteOf } from './colours.js';

// Colours that do not follow the item: flame, wood, leaf and paper look the same on everything.
const FLAME = '#f4b13e';
const WOOD = '#b98a5e';
const LEAF = '#7aa35f';
const PAPER = '#fffdf8';

/**
 * Bodies of the drawings on a ground of 160 × 160, standing on y = 132. `fill` is the item's colour with its pattern,
 * the outline is inherited.
 *
 * @type {Record<string, (c: {fill: string, main: string, light: string, deep: string}) => string>}
 */
const DRAWINGS = {
  apron: (c) => `<path d="M58 46c0-22 44-22 44 0" fill="none"/>
    <path d="M58 46h44l4 22 14 8-6 56H46l-6-56 14-8z" fill="${c.fill}"/><path d="M60 92h40v16a12 12 0 0 1-12 12H72a12 12 0 0 1-12-12z" fill="${c.light}"/>`,
  bag: (c) => `<path d="M58 66c0-42 44-42 44 0" fill="none" stroke-width="5"/>
    <path d="M40 64h80l8 60a8 8 0 0 1-8 8H40a8 8 0 0 1-8-8z" fill="${c.fill}"/><path d="M40 64h80l2 14H38z" fill="${c.light}"/>`,
  bauble: (c) => `<path d="M80 22v18" fill="none"/><circle cx="80" cy="90" r="41" fill="${c.fill}"/>
    <path d="M42 78c24 12 52 12 76 0M42 104c24 12 52 12 76 0" fill="none" stroke="${c.light}" stroke-width="5"/><path d="M71 40h18v11H71z" fill="${FLAME}"/>`,
  bird: (c) => `<path d="M70 116v16M86 116v16" fill="none"/><path d="M28 84c16-2 22-6 30-16 6-20 42-26 54 0l16 8-15 8c-2 24-22 38-44 34-22-4-32-18-41-34z" fill="${c.fill}"/>
    <path d="M56 86c16-8 34-2 38 12-14 8-32 2-38-12z" fill="${c.light}"/><circle cx="100" cy="70" r="3.5" fill="${c.deep}" stroke="none"/>`,
  bowl: (c) => `<path d="M60 124h40v8H60z" fill="${c.light}"/><path d="M28 76h104c0 32-22 50-52 50S28 108 28 76z" fill="${c.fill}"/><ellipse cx="80" cy="76" rx="52" ry="11" fill="${c.light}"/>`,
  box: (c) => `<path d="M38 74h84v52a6 6 0 0 1-6 6H44a6 6 0 0 1-6-6z" fill="${c.fill}"/><path d="M32 54h96a4 4 0 0 1 4 4v16H28V58a4 4 0 0 1 4-4z" fill="${c.light}"/>
    <circle cx="80" cy="88" r="5" fill="${FLAME}"/>`,
  bunting: (c) => `<path d="M14 48c40 24 92 24 132 0" fill="none"/><path d="M24 54l24 9-8 34z" fill="${c.fill}"/><path d="M54 64l24 2-10 36z" fill="${c.light}"/>
    <path d="M84 66l24-3-4 37z" fill="${c.fill}"/><path d="M113 62l23-9-6 35z" fill="${FLAME}"/>`,
  cabinet: (c) => `<path d="M46 126v8M114 126v8" fill="none" stroke-width="6"/><rect x="36" y="38" width="88" height="88" rx="6" fill="${c.fill}"/>
    <path d="M46 50h68v28H46zM46 86h68v28H46z" fill="${c.light}"/><circle cx="80" cy="64" r="4" fill="${c.deep}"/><circle cx="80" cy="100" r="4" fill="${c.deep}"/>`,
  cakecase: (c) => `<path d="M46 82c-10-30 14-46 34-46s44 16 34 46z" fill="${c.light}"/><path d="M40 82h80l-12 46a6 6 0 0 1-6 4H58a6 6 0 0 1-6-4z" fill="${c.fill}"/>
    <path d="M58 84l6 46M80 84v46M102 84l-6 46" fill="none"/><circle cx="80" cy="34" r="8" fill="#d2493f"/>`,
  cakestand: (c) => `<path d="M80 30v98" fill="none" stroke-width="5"/><path d="M56 58h48l-6 8H62zM44 90h72l-6 9H50zM30 122h100l-8 10H38z" fill="${c.fill}"/>
    <path d="M66 58c0-14 28-14 28 0zM54 90c0-13 22-13 22 0zM84 90c0-13 22-13 22 0z" fill="${c.light}"/><circle cx="80" cy="27" r="5" fill="${FLAME}"/>`,
  calendar: (c) => `<rect x="36" y="40" width="88" height="92" rx="6" fill="${PAPER}"/><path d="M36 64V46a6 6 0 0 1 6-6h76a6 6 0 0 1 6 6v18z" fill="${c.fill}"/>
    <path d="M56 30v18M104 30v18" fill="none" stroke-width="5"/><path d="M52 82h12M74 82h12M96 82h12M52 98h12M74 98h12M96 98h12M52 114h12M74 114h12" fill="none" stroke="${c.main}" stroke-width="6"/>`,
  candle: (c) => `<path d="M80 26c12 14 10 24 0 26-10-2-12-12 0-26z" fill="${FLAME}"/><path d="M80 50v12" fill="none"/>
    <path d="M56 62h48v64a6 6 0 0 1-6 6H62a6 6 0 0 1-6-6z" fill="${c.fill}"/><ellipse cx="80" cy="62" rx="24" ry="6" fill="${c.light}"/>`,
  card: (c) => `<path d="M50 34l72 10-8 86-72-8z" fill="${c.light}"/><rect x="38" y="38" width="70" height="94" rx="3" fill="${PAPER}"/>
    <path d="M73 104c-34-22-22-46-8-42 5 2 8 7 8 10 0-3 3-8 8-10 14-4 26 20-8 42z" fill="${c.fill}"/>`,
  clock: (c) => `<path d="M54 124l-8 10M106 124l8 10" fill="none" stroke-width="6"/><path d="M40 48c-8-14 12-26 22-16zM120 48c8-14-12-26-22-16z" fill="${c.light}"/>
    <circle cx="80" cy="84" r="46" fill="${c.fill}"/><circle cx="80" cy="84" r="33" fill="${PAPER}"/><path d="M80 62v22l15 9" fill="none" stroke-width="4"/>`,
  cushion: (c) => `<path d="M36 42c28 8 60 8 88 0 10 0 10 8 8 12-8 24-8 40 0 64 2 6 0 12-8 12-28-8-60-8-88 0-8 0-10-6-8-12 8-24 8-40 0-64-2-4-2-12 8-12z" fill="${c.fill}"/>
    <path d="M48 54c20 5 44 5 64 0M48 118c20-5 44-5 64 0" fill="none" stroke="${c.light}"/>`,
  cutlery: (c) => `<path d="M52 74v52a6 6 0 0 0 12 0V74zM98 86v40a6 6 0 0 0 12 0V86z" fill="${c.fill}"/><path d="M44 32v30c0 16 28 16 28 0V32l-8 1v24h-4V31h-4v26h-4V33z" fill="${c.light}"/>
    <ellipse cx="104" cy="60" rx="16" ry="27" fill="${c.light}"/>`,
  doormat: (c) => `<path d="M22 62h116l10 66H12z" fill="${WOOD}"/><path d="M34 72h92l6 46H28z" fill="${c.fill}"/><path d="M50 88h60M47 102h66" fill="none" stroke="${c.light}" stroke-width="5"/>`,
  earrings: (c) => `<path d="M56 30c-12 0-12 18 0 18v12M104 30c12 0 12 18 0 18v12" fill="none"/><path d="M56 60l18 34-18 34-18-34zM104 60l18 34-18 34-18-34z" fill="${c.fill}"/>
    <path d="M38 94h36M86 94h36" fill="none" stroke="${c.light}"/>`,
  egg: (c) => `<path d="M80 32c24 0 38 36 38 60 0 26-18 40-38 40s-38-14-38-40c0-24 14-60 38-60z" fill="${c.fill}"/>
    <path d="M44 82l12 9 12-9 12 9 12-9 12 9 12-9M43 104l13 8 12-8 12 8 12-8 12 8 13-8" fill="none" stroke="${c.light}" stroke-width="4"/>`,
  flower: (c) => `<path d="M80 76v56M80 116c-20 2-28-8-30-20 18-2 28 6 30 20zM80 122c18 0 24-8 26-18-16-2-24 6-26 18z" fill="${LEAF}"/>
    <g fill="${c.fill}"><circle cx="80" cy="36" r="17"/><circle cx="104" cy="54" r="17"/><circle cx="95" cy="82" r="17"/><circle cx="65" cy="82" r="17"/><circle cx="56" cy="54" r="17"/></g><circle cx="80" cy="62" r="14" fill="${FLAME}"/>`,
  frame: (c) => `<rect x="34" y="32" width="92" height="100" rx="4" fill="${c.fill}"/><path d="M50 48h60v68H50z" fill="${PAPER}"/>
    <path d="M50 116v-18l18-20 16 18 10-10 16 14v16z" fill="${LEAF}"/><circle cx="95" cy="64" r="7" fill="${FLAME}" stroke="none"/>`,
  game: (c) => `<path d="M36 42h32c-6-22 30-22 24 0h32v32c-22-6-22 30 0 24v34H92c6-22-30-22-24 0H36V98c22 6 22-30 0-24z" fill="${c.fill}"/>`,
  gift: (c) => `<path d="M38 78h84v48a6 6 0 0 1-6 6H44a6 6 0 0 1-6-6z" fill="${c.fill}"/><path d="M32 56h96v22H32z" fill="${c.light}"/><path d="M72 56h16v76H72z" fill="${FLAME}"/>
    <path d="M80 54c-30 4-34-28-14-26 10 2 14 16 14 26zM80 54c30 4 34-28 14-26-10 2-14 16-14 26z" fill="${FLAME}"/>`,
  glass: (c) => `<path d="M80 92v34M58 132c0-8 44-8 44 0z" fill="${c.light}"/><path d="M52 34h56c6 34-6 60-28 60S46 68 52 34z" fill="${PAPER}"/><path d="M50 56h60c0 22-12 38-30 38S50 78 50 56z" fill="${c.fill}"/>`,
  hair: (c) => `<path d="M80 84c-24-26-56-22-54 0s30 26 54 0zM80 84c24-26 56-22 54 0s-30 26-54 0z" fill="${c.fill}"/><path d="M70 92l-14 38 16-6 6-30M90 92l14 38-16-6-6-30" fill="${c.light}"/><rect x="68" y="70" width="24" height="27" rx="8" fill="${c.light}"/>`,
  heart: (c) => `<path d="M80 22c-6 8-6 16 0 24" fill="none"/><path d="M80 130C18 92 32 44 58 46c12 1 20 10 22 18 2-8 10-17 22-18 26-2 40 46-22 84z" fill="${c.fill}"/>
    <path d="M50 66c2-6 6-8 10-8" fill="none" stroke="${c.light}" stroke-width="5"/>`,
  hook: (c) => `<rect x="24" y="46" width="112" height="30" rx="8" fill="${c.fill}"/><path d="M48 66v30c0 20 24 20 24 2M96 66v30c0 20 24 20 24 2" fill="none" stroke-width="6"/><circle cx="48" cy="61" r="5" fill="${c.light}"/><circle cx="96" cy="61" r="5" fill="${c.light}"/>`,
  hotwater: (c) => `<path d="M70 26h20v16H70z" fill="${c.light}"/><path d="M70 42h20c2 12 24 10 24 26v52c0 8-4 12-12 12H58c-8 0-12-4-12-12V68c0-16 22-14 24-26z" fill="${c.fill}"/>
    <path d="M80 112c-26-16-18-36-8-34 5 1 7 5 8 8 1-3 3-7 8-8 10-2 18 18-8 34z" fill="${c.light}"/>`,
  incense: (c) => `<path d="M72 74c-14-14 14-22 0-40M92 74c-14-14 14-22 0-40" fill="none" stroke="${c.main}" stroke-width="4"/><path d="M48 78h64l-6 48a6 6 0 0 1-6 6H60a6 6 0 0 1-6-6z" fill="${c.fill}"/><path d="M44 78h72v12H44z" fill="${c.light}"/><path d="M72 104h16v16H72z" fill="${FLAME}"/>`,
  jar: (c) => `<path d="M48 62c0-8 8-8 8-14h48c0 6 8 6 8 14v62a8 8 0 0 1-8 8H56a8 8 0 0 1-8-8z" fill="${PAPER}"/><path d="M48 76h64v48a8 8 0 0 1-8 8H56a8 8 0 0 1-8-8z" fill="${c.fill}"/>
    <path d="M52 32h56v16H52z" fill="${c.light}"/><rect x="60" y="86" width="40" height="26" rx="4" fill="${PAPER}"/>`,
  jewellery: (c) => `<path d="M36 32c-6 66 94 66 88 0" fill="none" stroke-width="4"/><g fill="${c.fill}"><circle cx="41" cy="60" r="8"/><circle cx="56" cy="77" r="9"/><circle cx="104" cy="77" r="9"/><circle cx="119" cy="60" r="8"/></g>
    <path d="M80 82l20 24-20 28-20-28z" fill="${c.fill}"/><path d="M60 106h40" fill="none" stroke="${c.light}"/>`,
  lantern: (c) => `<path d="M66 34c0-16 28-16 28 0" fill="none"/><path d="M52 52l14-18h28l14 18z" fill="${c.fill}"/><path d="M54 52h52v68H54z" fill="${PAPER}"/>
    <path d="M80 74c8 10 7 17 0 19-7-2-8-9 0-19z" fill="${FLAME}"/><path d="M70 96h20v24H70z" fill="${c.light}"/><path d="M48 120h64v12H48z" fill="${c.fill}"/><path d="M62 52v68M98 52v68" fill="none"/>`,
  lights: (c) => `<path d="M10 46c46 36 94 36 140 0" fill="none"/><g fill="${c.fill}"><path d="M30 66h14l4 20c0 14-22 14-22 0zM73 76h14l4 22c0 14-22 14-22 0zM116 66h14l4 20c0 14-22 14-22 0z"/></g>
    <path d="M30 58h14v9H30zM73 67h14v10H73zM116 58h14v9h-14z" fill="${c.light}"/><path d="M37 106v10M80 118v10M123 106v10M20 100l-6 6M140 100l6 6" fill="none" stroke="${FLAME}" stroke-width="4"/>`,
  lunchbox: (c) => `<path d="M60 50c0-18 40-18 40 0" fill="none" stroke-width="6"/><rect x="30" y="50" width="100" height="82" rx="14" fill="${c.fill}"/><path d="M30 78h100v10H30z" fill="${c.light}"/><rect x="70" y="72" width="20" height="22" rx="4" fill="${FLAME}"/>`,
  mirror: (c) => `<path d="M72 108h16v18a8 8 0 0 1-16 0z" fill="${c.fill}"/><ellipse cx="80" cy="68" rx="38" ry="44" fill="${c.fill}"/><ellipse cx="80" cy="68" rx="27" ry="33" fill="#e4eef2"/><path d="M66 74l18-24M76 82l14-18" fill="none" stroke="#ffffff" stroke-width="4"/>`,
  mug: (c) => `<path d="M106 68h10c22 0 22 40 0 40h-10" fill="none" stroke-width="8"/><path d="M40 50h66v70a12 12 0 0 1-12 12H52a12 12 0 0 1-12-12z" fill="${c.fill}"/><ellipse cx="73" cy="50" rx="33" ry="8" fill="${c.light}"/>`,
  napkins: (c) => `<path d="M34 60l60-22 34 46-60 26z" fill="${c.light}"/><path d="M32 76l60-22 34 46-58 30z" fill="${c.fill}"/><path d="M68 130l-36-54" fill="none"/><path d="M60 92l38-16" fill="none" stroke="${c.light}" stroke-width="4"/>`,
  notebook: (c) => `<path d="M48 32h68a8 8 0 0 1 8 8v84a8 8 0 0 1-8 8H48z" fill="${PAPER}"/><path d="M40 30h68a8 8 0 0 1 8 8v84a8 8 0 0 1-8 8H40z" fill="${c.fill}"/><path d="M40 30h14v100H40z" fill="${c.light}"/><rect x="66" y="52" width="38" height="24" rx="3" fill="${PAPER}"/>`,
  pan: (c) => `<path d="M104 84h42a6 6 0 0 1 0 13h-42z" fill="${WOOD}"/><path d="M18 76h92v26a28 28 0 0 1-28 28H46a28 28 0 0 1-28-28z" fill="${c.fill}"/><ellipse cx="64" cy="76" rx="46" ry="10" fill="${c.light}"/>`,
  pencils: (c) => `<path d="M54 78V44l9-18 9 18v34zM92 78V50l9-18 9 18v28z" fill="${FLAME}"/><path d="M72 78V38l9-18 9 18v40z" fill="${c.light}"/><path d="M46 70h70v54a8 8 0 0 1-8 8H54a8 8 0 0 1-8-8z" fill="${c.fill}"/>`,
  plant: (c) => `<path d="M80 88c-4-34-30-38-40-36 0 20 16 36 40 36zM80 88c2-40 26-48 40-46 2 24-14 44-40 46zM80 88c-12-22-6-46 2-60 12 16 12 40-2 60z" fill="${LEAF}"/><path d="M50 88h60l-8 38a8 8 0 0 1-8 6H66a8 8 0 0 1-8-6z" fill="${c.fill}"/><path d="M46 84h68v12H46z" fill="${c.light}"/>`,
  plate: (c) => `<ellipse cx="80" cy="84" rx="56" ry="50" fill="${c.fill}"/><ellipse cx="80" cy="84" rx="38" ry="33" fill="${PAPER}"/><path d="M58 74c4-8 10-12 18-13" fill="none" stroke="${c.light}" stroke-width="5"/>`,
  purse: (c) => `<path d="M40 72c-14 30-14 60 12 60h56c26 0 26-30 12-60z" fill="${c.fill}"/><path d="M36 72c0-26 88-26 88 0z" fill="${c.light}"/><circle cx="74" cy="46" r="7" fill="${FLAME}"/><circle cx="86" cy="46" r="7" fill="${FLAME}"/>`,
  ribbon: (c) => `<path d="M104 96c20 2 34 12 38 30l-14-2-6 12c-6-14-14-20-26-20" fill="${c.fill}"/><circle cx="74" cy="84" r="46" fill="${c.fill}"/><circle cx="74" cy="84" r="30" fill="${c.light}"/><circle cx="74" cy="84" r="13" fill="${PAPER}"/>`,
  sign: (c) => `<path d="M80 24L46 56M80 24l34 32" fill="none"/><rect x="26" y="56" width="108" height="62" rx="8" fill="${c.fill}"/><rect x="36" y="66" width="88" height="42" rx="4" fill="${c.light}"/><path d="M50 80h60M58 94h44" fill="none" stroke-width="4"/><circle cx="80" cy="24" r="4" fill="${c.deep}"/>`,
  soap: (c) => `<rect x="30" y="78" width="100" height="54" rx="22" fill="${c.fill}"/><rect x="50" y="92" width="60" height="24" rx="12" fill="${c.light}"/><g fill="${PAPER}"><circle cx="62" cy="60" r="13"/><circle cx="88" cy="46" r="9"/><circle cx="104" cy="64" r="6"/></g>`,
  socks: (c) => `<path d="M62 36h36v52l30 18c14 10 8 26-6 26H90c-18 0-28-12-28-28z" fill="${c.fill}"/><path d="M58 30h44v18H58z" fill="${c.light}"/><path d="M128 106c-14 0-20 10-18 26" fill="none"/>`,
  star: (c) => `<path d="M80 18v18" fill="none"/><path d="M80 34l16 32 36 5-26 25 6 36-32-17-32 17 6-36-26-25 36-5z" fill="${c.fill}"/><circle cx="80" cy="86" r="10" fill="${c.light}"/>`,
  teacup: (c) => `<path d="M58 54c-8-8 8-14 0-24M80 54c-8-8 8-14 0-24" fill="none" stroke="${c.main}" stroke-width="4"/><path d="M108 74h8c18 0 16 28-8 28" fill="none" stroke-width="6"/><path d="M30 66h82c0 34-16 54-41 54S30 100 30 66z" fill="${c.fill}"/><ellipse cx="71" cy="66" rx="41" ry="8" fill="${c.light}"/><path d="M18 120h106c0 16-106 16-106 0z" fill="${c.light}"/>`,
  tealight: (c) => `<path d="M80 18v18M44 78c0-56 72-56 72 0" fill="none"/><path d="M42 78h76c4 34-10 54-38 54S38 112 42 78z" fill="${c.fill}"/><ellipse cx="80" cy="78" rx="38" ry="10" fill="${c.light}"/>
    <path d="M66 76c0-7 28-7 28 0v4c0 6-28 6-28 0z" fill="${PAPER}"/><path d="M80 48c11 13 9 23 0 25-9-2-11-12 0-25z" fill="${FLAME}"/>`,
  tin: (c) => `<path d="M38 56h84v66c0 14-84 14-84 0z" fill="${c.fill}"/><path d="M34 44h92v18H34z" fill="${c.light}"/><path d="M34 44c0-14 92-14 92 0z" fill="${c.light}"/><rect x="70" y="26" width="20" height="9" rx="4" fill="${c.light}"/><rect x="56" y="78" width="48" height="28" rx="14" fill="${PAPER}"/>`,
  toy: (c) => `<g fill="${c.fill}"><circle cx="50" cy="50" r="15"/><circle cx="110" cy="50" r="15"/><path d="M52 96h56c16 0 16 36 0 36H52c-16 0-16-36 0-36z"/><circle cx="80" cy="72" r="38"/></g><ellipse cx="80" cy="84" rx="17" ry="13" fill="${c.light}"/>
    <circle cx="66" cy="64" r="3.5" fill="${c.deep}"/><circle cx="94" cy="64" r="3.5" fill="${c.deep}"/><path d="M75 80h10l-5 6z" fill="${c.deep}"/>`,
  umbrella: (c) => `<path d="M80 30v-8M80 82v40c0 14 22 14 22 0" fill="none" stroke-width="5"/><path d="M18 86c4-74 120-74 124 0-10-12-22-12-31 0-9-12-22-12-31 0-9-12-22-12-31 0-9-12-21-12-31 0z" fill="${c.fill}"/><path d="M49 86c2-28 12-46 31-56 19 10 29 28 31 56" fill="none"/>`,
  watering: (c) => `<path d="M56 66c0-40 60-36 60 2v26" fill="none" stroke-width="6"/><path d="M50 92L22 62l-8 8 36 52z" fill="${c.light}"/><path d="M50 66h62v58a8 8 0 0 1-8 8H58a8 8 0 0 1-8-8z" fill="${c.fill}"/><path d="M28 50L6 72l8 8 24-22z" fill="${c.light}"/>`,
  wrap: (c) => `<path d="M36 96L112 30l20 22-76 66z" fill="${c.fill}"/><path d="M30 118c0-10 8-18 16-16s14 12 10 18-26 8-26-2z" fill="${c.light}"/><path d="M72 66l20 22M66 72l20 22" fill="none" stroke="${FLAME}" stroke-width="5"/><circle cx="42" cy="114" r="4" fill="${c.deep}"/>`,
  wreath: (c) => `<path d="M80 22v14" fill="none"/><circle cx="80" cy="84" r="36" fill="none" stroke="${LEAF}" stroke-width="22"/><circle cx="80" cy="84" r="47" fill="none"/><circle cx="80" cy="84" r="25" fill="none"/><g fill="${c.fill}"><circle cx="44" cy="84" r="8"/><circle cx="56" cy="56" r="7"/><circle cx="104" cy="56" r="7"/><circle cx="116" cy="84" r="8"/></g>
    <path d="M80 120c-22-18-32 0-24 14l24-14zM80 120c22-18 32 0 24 14l-24-14z" fill="${c.fill}"/>`,
};

/** @type {Record<string, (c: {light: string}) => string>} */
const DECORS = {
  spots: (c) => `<g fill="${c.light}"><circle cx="4" cy="4" r="2.9"/><circle cx="12" cy="12" r="2.9"/></g>`,
  stripes: (c) => `<path d="M0 0h6v16H0z" fill="${c.light}"/>`,
  flowers: (c) =>
    `<g fill="${c.light}"><circle cx="8" cy="5" r="2.2"/><circle cx="11" cy="8" r="2.2"/><circle cx="8" cy="11" r="2.2"/><circle cx="5" cy="8" r="2.2"/></g><circle cx="8" cy="8" r="1.5" fill="${FLAME}"/>`,
};

/**
 * Draws one picture.
 *
 * @param {{kind: string, colour: string, decor: string}} looks  as kindOf, colourOf and decorOf answer
 * @returns {string} SVG of 160 × 160, without styles or scripts
 */
export function drawPicture({ kind, colour, decor }) {
  const palette = paletteOf(colour);
  const pattern = DECORS[decor];
  const body = DRAWINGS[kind]({ ...palette, fill: pattern ? 'url(#d)' : palette.main });
  const definition = pattern
    ? `<pattern id="d" width="16" height="16" patternUnits="userSpaceOnUse"><path d="M0 0h16v16H0z" fill="${palette.main}"/>${pattern(palette)}</pattern>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" width="160" height="160">${definition}<path d="M0 0h160v160H0z" fill="${palette.ground}"/><ellipse cx="80" cy="134" rx="54" ry="6" fill="${palette.light}"/><g stroke="${palette.deep}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round">${body.replace(/\n\s*/g, '')}</g></svg>\n`;
}
