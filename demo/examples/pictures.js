// The examples' pictures: one drawing per kind of item, in the hand of the demo shop's, in the item's colour.

import { paletteOf } from '../tools/items/palettes.js';

// Colours that do not follow the item.
const PAPER = '#fffdf8';
const GLASS = '#e4eef2';
const WOOD = '#b98a5e';
const BRASS = '#f4b13e';
const SKIN = '#f0cfae';

/**
 * Bodies of the drawings on a ground of 160 × 160, standing on y = 132; the outline is inherited.
 *
 * @type {Record<string, (c: {main: string, light: string, deep: string}) => string>}
 */
const DRAWINGS = {
  // Fold & Key
  arm: (c) =>
    `<path d="M40 132h44M62 130V70l44-28" fill="none" stroke-width="8"/><rect x="92" y="26" width="40" height="34" rx="4" fill="${c.main}"/><circle cx="62" cy="70" r="8" fill="${c.light}"/>`,
  battery: (c) =>
    `<path d="M48 44h14v-8h-14zM98 44h14v-8H98z" fill="${c.light}"/><rect x="38" y="44" width="34" height="88" rx="6" fill="${c.main}"/><rect x="88" y="44" width="34" height="88" rx="6" fill="${c.main}"/><path d="M38 66h34M88 66h34" fill="none"/><path d="M50 92h10M55 87v10M100 92h10M105 87v10" fill="none" stroke="${c.deep}" stroke-width="4"/>`,
  cable: (c) =>
    `<path d="M46 62v14c0 52 68-6 68 44v12" fill="none" stroke="${c.main}" stroke-width="9"/><path d="M46 62v14c0 52 68-6 68 44v12" fill="none" stroke-width="0"/><path d="M34 40h24v24H34z" fill="${c.main}"/><path d="M38 26h16v14H38z" fill="${c.light}"/><path d="M102 106h24v26h-24z" fill="${c.main}"/>`,
  card: (c) =>
    `<rect x="24" y="54" width="112" height="72" rx="9" fill="${c.main}"/><path d="M60 54v72" fill="none" stroke="${BRASS}" stroke-width="9"/><path d="M24 86h112" fill="none" stroke="${BRASS}" stroke-width="9"/><path d="M60 86c-26-4-20-30-4-24 8 4 6 16 4 24zM60 86c26-4 20-30 4-24-8 4-6 16-4 24z" fill="${BRASS}"/>`,
  case: (c) =>
    `<path d="M62 58c0-20 36-20 36 0" fill="none" stroke-width="6"/><rect x="24" y="58" width="112" height="74" rx="10" fill="${c.main}"/><path d="M24 84h112" fill="none" stroke="${c.light}" stroke-width="4"/><path d="M46 76h14v16H46zM100 76h14v16h-14z" fill="${BRASS}"/>`,
  headset: (c) =>
    `<path d="M36 96V80c0-62 88-62 88 0v16" fill="none" stroke-width="7"/><rect x="26" y="84" width="22" height="40" rx="9" fill="${c.main}"/><rect x="112" y="84" width="22" height="40" rx="9" fill="${c.main}"/><path d="M122 124c0 10-14 12-26 10" fill="none"/><circle cx="90" cy="132" r="7" fill="${c.light}"/>`,
  hub: (c) =>
    `<path d="M128 72c20 0 12-34 2-44" fill="none" stroke-width="6"/><rect x="22" y="72" width="116" height="44" rx="10" fill="${c.main}"/><path d="M36 88h20v12H36zM66 88h14v12H66zM90 88h14v12H90z" fill="${c.light}"/><circle cx="121" cy="94" r="5" fill="${BRASS}"/>`,
  ink: (c) =>
    `<path d="M46 62h68v62a8 8 0 0 1-8 8H54a8 8 0 0 1-8-8z" fill="${c.main}"/><path d="M58 46h44v16H58z" fill="${c.light}"/><rect x="56" y="76" width="48" height="40" rx="4" fill="${PAPER}"/><path d="M80 82c11 13 12 26 0 27-12-1-11-14 0-27z" fill="${c.main}"/>`,
  keyboard: (c) =>
    `<rect x="14" y="66" width="132" height="58" rx="8" fill="${c.main}"/><path d="M26 80h10M44 80h10M62 80h10M80 80h10M98 80h10M116 80h18M26 96h14M50 96h10M68 96h10M86 96h10M104 96h10M124 96h10" fill="none" stroke="${c.light}" stroke-width="9" stroke-linecap="butt"/><path d="M44 112h72" fill="none" stroke="${c.light}" stroke-width="8" stroke-linecap="butt"/>`,
  laptop: (c) =>
    `<path d="M36 40a6 6 0 0 1 6-6h76a6 6 0 0 1 6 6v70H36z" fill="${c.main}"/><path d="M46 44h68v56H46z" fill="${GLASS}"/><path d="M16 110h128l6 14a6 6 0 0 1-6 8H16a6 6 0 0 1-6-8z" fill="${c.light}"/><path d="M66 112h28l2 8H64z" fill="${c.main}"/>`,
  light: (c) =>
    `<path d="M80 92v34M54 132l26-10 26 10" fill="none" stroke-width="5"/><circle cx="80" cy="60" r="34" fill="none" stroke-width="18"/><circle cx="80" cy="60" r="34" fill="none" stroke="${c.main}" stroke-width="13"/><circle cx="80" cy="60" r="34" fill="none" stroke="${c.light}" stroke-width="4"/>`,
  mat: (c) =>
    `<path d="M28 62h104l16 66H12z" fill="${c.main}"/><path d="M38 70h84l12 50H26z" fill="none" stroke="${c.light}" stroke-dasharray="7 6"/><path d="M112 62l9 36" fill="none"/>`,
  mouse: (c) =>
    `<path d="M80 46c0-22 26-12 30-30" fill="none"/><path d="M80 44c28 0 36 22 36 46s-10 42-36 42-36-18-36-42 8-46 36-46z" fill="${c.main}"/><path d="M44 84h72M80 44v40" fill="none"/><rect x="75" y="56" width="10" height="18" rx="5" fill="${c.light}"/>`,
  paper: (c) =>
    `<path d="M40 52l70-14 16 80-70 14z" fill="${c.light}"/><path d="M34 46h76v86H34z" fill="${PAPER}"/><path d="M34 70h76v34H34z" fill="${c.main}"/><path d="M48 84h48M48 92h30" fill="none" stroke="${c.light}" stroke-width="4"/>`,
  printer: (c) =>
    `<path d="M50 30h60v34H50z" fill="${PAPER}"/><rect x="26" y="60" width="108" height="54" rx="9" fill="${c.main}"/><circle cx="118" cy="76" r="4" fill="${BRASS}"/><path d="M46 96h68v36H46z" fill="${PAPER}"/><path d="M58 108h44M58 118h30" fill="none" stroke-width="3"/>`,
  rest: (c) =>
    `<path d="M18 104c0-22 16-26 34-22 20 4 36 4 56 0 18-4 34 0 34 22v16c0 8-4 12-12 12H30c-8 0-12-4-12-12z" fill="${c.main}"/><path d="M32 100c14-8 24-2 40 0" fill="none" stroke="${c.light}" stroke-width="5"/>`,
  screen: (c) =>
    `<path d="M70 104h20l6 28H64z" fill="${c.light}"/><path d="M50 132h60" fill="none" stroke-width="6"/><rect x="16" y="30" width="128" height="78" rx="7" fill="${c.main}"/><path d="M26 40h108v58H26z" fill="${GLASS}"/><path d="M40 74l24-24M52 80l14-14" fill="none" stroke="#ffffff" stroke-width="4"/>`,
  sleeve: (c) =>
    `<rect x="22" y="48" width="116" height="84" rx="10" fill="${c.main}"/><path d="M22 62c40 34 76 34 116 0V56a8 8 0 0 0-8-8H30a8 8 0 0 0-8 8z" fill="${c.light}"/><circle cx="80" cy="84" r="6" fill="${BRASS}"/><path d="M32 122h96" fill="none" stroke="${c.light}" stroke-dasharray="6 5"/>`,
  webcam: (c) =>
    `<path d="M66 112h28l8 20H58z" fill="${c.light}"/><rect x="44" y="42" width="72" height="72" rx="36" fill="${c.main}"/><circle cx="80" cy="78" r="22" fill="${GLASS}"/><circle cx="80" cy="78" r="11" fill="${c.deep}"/><circle cx="85" cy="73" r="3" fill="${PAPER}" stroke="none"/>`,
  wipes: (c) =>
    `<path d="M70 56c-10-30 26-34 16-10 16-4 8 10 2 12z" fill="${PAPER}"/><path d="M38 62c0-12 84-12 84 0v62c0 12-84 12-84 0z" fill="${c.main}"/><ellipse cx="80" cy="62" rx="42" ry="9" fill="${c.light}"/><rect x="54" y="82" width="52" height="30" rx="15" fill="${PAPER}"/>`,

  // Ledgerline
  app: (c) =>
    `<rect x="22" y="36" width="116" height="96" rx="9" fill="${PAPER}"/><path d="M22 58V45a9 9 0 0 1 9-9h98a9 9 0 0 1 9 9v13z" fill="${c.main}"/><circle cx="34" cy="47" r="3" fill="${PAPER}"/><circle cx="46" cy="47" r="3" fill="${PAPER}"/><path d="M40 116V92h18v24zM71 116V74h18v42zM102 116V84h18v32z" fill="${c.light}"/><path d="M34 116h92" fill="none"/>`,
  board: (c) =>
    `<path d="M56 108l-14 26M104 108l14 26M80 108v20" fill="none" stroke-width="5"/><rect x="24" y="34" width="112" height="76" rx="5" fill="${PAPER}"/><path d="M20 30h120v10H20z" fill="${c.main}"/><path d="M40 92l22-24 18 14 30-30" fill="none" stroke="${c.main}" stroke-width="6"/>`,
  bubble: (c) =>
    `<path d="M36 40h88a12 12 0 0 1 12 12v44a12 12 0 0 1-12 12H84l-26 24v-24H36a12 12 0 0 1-12-12V52a12 12 0 0 1 12-12z" fill="${c.main}"/><path d="M46 64h68M46 84h44" fill="none" stroke="${c.light}" stroke-width="7"/>`,
  cloud: (c) =>
    `<path d="M44 124c-34 0-34-44-4-44-2-42 60-48 68-12 34-8 44 56 2 56z" fill="${c.main}"/><path d="M80 116V84M66 96l14-14 14 14" fill="none" stroke="${c.light}" stroke-width="7"/>`,
  crm: (c) =>
    `<rect x="26" y="36" width="108" height="96" rx="9" fill="${PAPER}"/><path d="M26 58V45a9 9 0 0 1 9-9h90a9 9 0 0 1 9 9v13z" fill="${c.main}"/><circle cx="62" cy="80" r="11" fill="${c.main}"/><path d="M42 118c0-28 40-28 40 0z" fill="${c.main}"/><path d="M96 78h26M96 94h26M96 110h18" fill="none" stroke="${c.light}" stroke-width="7"/>`,
  flag: (c) =>
    `<path d="M44 132V28" fill="none" stroke-width="6"/><path d="M44 34c30-14 44 16 80 0v50c-36 16-50-14-80 0z" fill="${c.main}"/><path d="M62 60l12 12 24-24" fill="none" stroke="${PAPER}" stroke-width="6"/><path d="M28 132h34" fill="none" stroke-width="6"/>`,
  import: (c) =>
    `<path d="M28 84h30l8 16h28l8-16h30v40a8 8 0 0 1-8 8H36a8 8 0 0 1-8-8z" fill="${c.main}"/><path d="M80 28v50M60 60l20 22 20-22" fill="none" stroke-width="7"/>`,
  kanban: (c) =>
    `<rect x="22" y="36" width="116" height="96" rx="9" fill="${PAPER}"/><path d="M22 56V45a9 9 0 0 1 9-9h98a9 9 0 0 1 9 9v11z" fill="${c.main}"/><path d="M34 66h26v18H34zM34 92h26v18H34zM67 66h26v18H67zM100 66h26v18h-26zM100 92h26v28h-26z" fill="${c.light}"/><path d="M67 92h26v18H67z" fill="${c.main}"/>`,
  key: (c) =>
    `<circle cx="56" cy="74" r="30" fill="${c.main}"/><circle cx="56" cy="74" r="12" fill="${c.light}"/><path d="M82 68h58v14h-10v18h-14V82h-8v12H96V82H82z" fill="${c.main}"/>`,
  lifebuoy: (c) =>
    `<circle cx="80" cy="82" r="50" fill="${PAPER}"/><path d="M66 34a50 50 0 0 1 28 0l-6 27a22 22 0 0 0-16 0zM66 130a50 50 0 0 0 28 0l-6-27a22 22 0 0 1-16 0zM32 68a50 50 0 0 0 0 28l27-6a22 22 0 0 1 0-16zM128 68a50 50 0 0 1 0 28l-27-6a22 22 0 0 0 0-16z" fill="${c.main}"/><circle cx="80" cy="82" r="22" fill="${c.light}"/>`,
  pen: (c) =>
    `<path d="M26 132c20-6 34-2 46-8s22-2 36 4" fill="none" stroke="${c.main}" stroke-width="4"/><path d="M112 26l22 22-64 64-30 8 8-30z" fill="${c.main}"/><path d="M48 90l22 22-30 8z" fill="${PAPER}"/><path d="M100 38l22 22" fill="none" stroke="${c.light}" stroke-width="6"/>`,
  puzzle: (c) =>
    `<path d="M36 42h32c-6-22 30-22 24 0h32v32c22-6 22 30 0 24v34H92c6-22-30-22-24 0H36V98c-22 6-22-30 0-24z" fill="${c.main}"/><path d="M62 86l14 14 26-28" fill="none" stroke="${c.light}" stroke-width="7"/>`,
  seat: (c) =>
    `<path d="M80 112v10M54 132l26-12 26 12" fill="none" stroke-width="5"/><path d="M52 30h56a6 6 0 0 1 6 7l-8 47H54l-8-47a6 6 0 0 1 6-7z" fill="${c.main}"/><rect x="42" y="88" width="76" height="24" rx="10" fill="${c.light}"/>`,
  sheet: (c) =>
    `<path d="M44 30h54l24 24v78H44z" fill="${PAPER}"/><path d="M98 30v24h24z" fill="${c.light}"/><path d="M58 70h50v14H58z" fill="${c.main}"/><path d="M58 98h50M58 114h32" fill="none" stroke="${c.main}" stroke-width="5"/>`,

  // Evening Class
  brush: (c) =>
    `<path d="M62 132V74M84 132V64M106 132V78" fill="none" stroke="${WOOD}" stroke-width="9"/><path d="M54 74c-2-22 2-34 8-40 6 6 10 18 8 40zM76 64c-2-22 2-32 8-38 6 6 10 16 8 38zM98 78c-2-20 2-30 8-36 6 6 10 16 8 36z" fill="${c.main}"/><path d="M54 74h16v10H54zM76 64h16v10H76zM98 78h16v10H98z" fill="${c.light}"/>`,
  certificate: (c) =>
    `<rect x="20" y="36" width="120" height="88" rx="4" fill="${c.main}"/><path d="M32 48h96v64H32z" fill="${PAPER}"/><path d="M46 66h52M46 80h40M46 94h30" fill="none" stroke="${c.light}" stroke-width="5"/><path d="M100 98l-4 30 12-8 12 8-4-30z" fill="${BRASS}"/><circle cx="108" cy="92" r="14" fill="${BRASS}"/>`,
  cushion: (c) =>
    `<path d="M36 44c28 8 60 8 88 0 10 0 10 8 8 12-8 24-8 40 0 64 2 6 0 12-8 12-28-8-60-8-88 0-8 0-10-6-8-12 8-24 8-40 0-64-2-4-2-12 8-12z" fill="${c.main}"/><circle cx="80" cy="86" r="6" fill="${c.light}"/><path d="M48 56c20 5 44 5 64 0M48 120c20-5 44-5 64 0" fill="none" stroke="${c.light}"/>`,
  paintbox: (c) =>
    `<path d="M22 30h116v44H22z" fill="${c.light}"/><path d="M18 74h124v48a8 8 0 0 1-8 8H26a8 8 0 0 1-8-8z" fill="${c.main}"/><g fill="${PAPER}"><rect x="28" y="84" width="22" height="16" rx="4" fill="#d2493f"/><rect x="55" y="84" width="22" height="16" rx="4" fill="${BRASS}"/><rect x="82" y="84" width="22" height="16" rx="4" fill="#76a65b"/><rect x="109" y="84" width="22" height="16" rx="4"/><rect x="28" y="106" width="22" height="16" rx="4" fill="#9573bb"/><rect x="55" y="106" width="22" height="16" rx="4" fill="#45aca6"/><rect x="82" y="106" width="22" height="16" rx="4" fill="#ec8fa6"/><rect x="109" y="106" width="22" height="16" rx="4" fill="#a87b55"/></g>`,
  people: (c) =>
    `<circle cx="56" cy="58" r="18" fill="${SKIN}"/><circle cx="108" cy="64" r="15" fill="${SKIN}"/><path d="M82 132c2-52 56-56 58 0z" fill="${c.light}"/><path d="M20 132c0-66 72-66 72 0z" fill="${c.main}"/>`,
  planner: (c) =>
    `<path d="M44 30h72a8 8 0 0 1 8 8v86a8 8 0 0 1-8 8H44z" fill="${c.main}"/><path d="M36 46h16M36 66h16M36 86h16M36 106h16" fill="none" stroke-width="4"/><rect x="62" y="46" width="48" height="68" rx="3" fill="${PAPER}"/><path d="M70 62h8M70 80h8M70 98h8M86 62h16M86 80h16M86 98h10" fill="none" stroke="${c.main}" stroke-width="5"/>`,
  play: (c) =>
    `<rect x="16" y="36" width="128" height="88" rx="10" fill="${c.main}"/><circle cx="80" cy="76" r="26" fill="${PAPER}"/><path d="M72 62l24 14-24 14z" fill="${c.main}"/><path d="M30 112h100" fill="none" stroke="${c.light}" stroke-width="5"/><circle cx="62" cy="112" r="5" fill="${PAPER}"/>`,
  templates: (c) =>
    `<path d="M60 28h64v84H60z" fill="${c.light}"/><path d="M48 38h64v84H48z" fill="${PAPER}"/><path d="M36 48h64v84H36z" fill="${PAPER}"/><path d="M46 58h44v24H46z" fill="${c.main}"/><path d="M46 96h44M46 108h44M46 120h26" fill="none" stroke="${c.main}" stroke-width="4"/>`,
  tripod: (c) =>
    `<path d="M80 78l-32 54M80 78l32 54M80 78v54" fill="none" stroke-width="6"/><rect x="48" y="34" width="64" height="40" rx="7" fill="${c.main}"/><circle cx="80" cy="54" r="14" fill="${GLASS}"/><path d="M68 28h24v8H68z" fill="${c.light}"/>`,
  workbook: (c) =>
    `<path d="M48 32h68a8 8 0 0 1 8 8v84a8 8 0 0 1-8 8H48z" fill="${PAPER}"/><path d="M40 30h68a8 8 0 0 1 8 8v84a8 8 0 0 1-8 8H40z" fill="${c.main}"/><path d="M40 30h13v100H40z" fill="${c.light}"/><rect x="64" y="48" width="42" height="26" rx="3" fill="${PAPER}"/><path d="M72 61h26" fill="none"/>`,

  // Alder & Loom
  beanie: (c) =>
    `<circle cx="80" cy="36" r="13" fill="${c.light}"/><path d="M30 106c0-82 100-82 100 0z" fill="${c.main}"/><path d="M56 104c0-30 6-44 14-54M104 104c0-30-6-44-14-54M80 104V48" fill="none"/><rect x="24" y="100" width="112" height="30" rx="10" fill="${c.light}"/><path d="M44 102v26M62 102v26M80 102v26M98 102v26M116 102v26" fill="none"/>`,
  belt: (c) =>
    `<path d="M58 64c-56 0-56 64 18 64 66 0 76-46 38-58l-4 16c20 8 4 24-32 24-46 0-46-30-20-30z" fill="${c.main}"/><rect x="54" y="52" width="34" height="40" rx="5" fill="none" stroke="${BRASS}" stroke-width="7"/><rect x="54" y="52" width="34" height="40" rx="5" fill="none"/><path d="M70 72h18" fill="none" stroke-width="5"/>`,
  coat: (c) =>
    `<path d="M60 30h40l26 16 14 64-18 4-10-40v58H48V74l-10 40-18-4 14-64z" fill="${c.main}"/><path d="M60 30l20 34 20-34 8 6-28 42-28-42z" fill="${c.light}"/><path d="M80 78v54" fill="none"/><circle cx="88" cy="92" r="3.5" fill="${BRASS}"/><circle cx="88" cy="110" r="3.5" fill="${BRASS}"/><path d="M54 104h16M94 124h12" fill="none"/>`,
  dress: (c) =>
    `<path d="M62 28c0 20 36 20 36 0l10 4-8 38 26 62H34l26-62-8-38z" fill="${c.main}"/><path d="M60 66h40l3 10H57z" fill="${c.light}"/><path d="M66 80l-10 50M94 80l10 50M80 80v50" fill="none"/>`,
  gloves: (c) =>
    `<path d="M34 132V92c-14-10-20-24-12-28 6-2 10 6 14 12V44c0-14 30-14 34 0v88z" fill="${c.main}"/><path d="M126 132V92c14-10 20-24 12-28-6-2-10 6-14 12V44c0-14-30-14-34 0v88z" fill="${c.main}"/><path d="M32 112h40v20H32zM88 112h40v20H88z" fill="${c.light}"/><path d="M52 36v26M108 36v26" fill="none"/>`,
  sandals: (c) =>
    `<path d="M36 60c0-34 36-34 36 0 0 22-6 30-4 48 2 30-34 30-32 0 2-18 0-26 0-48z" fill="${WOOD}"/><path d="M88 60c0-34 36-34 36 0 0 22 2 30 0 48 2 30-34 30-32 0 2-18-4-26-4-48z" fill="${WOOD}"/><path d="M34 72c8-18 32-18 40 0l-4 14c-6-10-26-10-32 0zM86 72c8-18 32-18 40 0l-4 14c-6-10-26-10-32 0zM36 102h34v10H36zM90 102h34v10H90z" fill="${c.main}"/>`,
  scarf: (c) =>
    `<path d="M40 44c20-22 60-22 80 0 8 14-6 30-40 30S32 58 40 44z" fill="${c.main}"/><path d="M56 50c12 12 36 12 48 0" fill="none"/><path d="M84 66l32 2-4 58H84z" fill="${c.main}"/><path d="M54 66l30 6-12 56-28-6z" fill="${c.main}"/><path d="M84 108h29M82 96h32M48 104l29 6M51 92l29 6" fill="none" stroke="${c.light}" stroke-width="5"/><path d="M88 126v8M98 126v8M108 126v8M48 122l-2 8M58 124l-2 8M68 127l-2 8" fill="none"/>`,
  shirt: (c) =>
    `<path d="M60 32h40l30 16 10 40-18 6-8-22v60H46V72l-8 22-18-6 10-40z" fill="${c.main}"/><path d="M60 32l20 18 20-18 4 18-14 8-10-8-10 8-14-8z" fill="${c.light}"/><path d="M80 52v80" fill="none"/><circle cx="86" cy="74" r="2.5" fill="${c.deep}"/><circle cx="86" cy="92" r="2.5" fill="${c.deep}"/><circle cx="86" cy="110" r="2.5" fill="${c.deep}"/><path d="M92 72h14v14H92z" fill="none"/>`,
  soap: (c) =>
    `<rect x="26" y="78" width="108" height="54" rx="22" fill="${c.main}"/><rect x="48" y="92" width="64" height="26" rx="13" fill="${c.light}"/><circle cx="58" cy="56" r="12" fill="${PAPER}"/><circle cx="84" cy="44" r="9" fill="${PAPER}"/><circle cx="102" cy="62" r="7" fill="${PAPER}"/>`,
  socks: (c) =>
    `<path d="M62 36h36v52l30 18c14 10 8 26-6 26H90c-18 0-28-12-28-28z" fill="${c.main}"/><path d="M58 28h44v20H58z" fill="${c.light}"/><path d="M62 64h36M62 78h36" fill="none" stroke="${c.light}" stroke-width="5"/><path d="M128 106c-14 0-20 10-18 26" fill="none"/>`,
  strawhat: (c) =>
    `<path d="M46 92c2-60 66-60 68 0z" fill="${BRASS}"/><path d="M45 80h70l2 18H43z" fill="${c.main}"/><path d="M108 92l26 30-14-2-6 10-18-32z" fill="${c.main}"/><path d="M14 104c30-16 102-16 132 0-24 28-108 28-132 0z" fill="${BRASS}"/><path d="M32 108c28 10 68 10 96 0" fill="none" stroke="${PAPER}" stroke-dasharray="6 6"/>`,
  tie: (c) =>
    `<path d="M66 26h28l6 16-12 14H72L60 42z" fill="${c.light}"/><path d="M72 56h16l18 56-26 22-26-22z" fill="${c.main}"/><path d="M68 70l28 18M62 90l38 24M78 56l14 10" fill="none" stroke="${c.light}" stroke-width="5"/>`,
  tote: (c) =>
    `<path d="M58 66c0-46 44-46 44 0" fill="none" stroke-width="5"/><path d="M38 62h84l8 62a8 8 0 0 1-8 8H38a8 8 0 0 1-8-8z" fill="${c.main}"/><path d="M80 116c-28-18-20-36-8-32 4 1 7 5 8 8 1-3 4-7 8-8 12-4 20 14-8 32z" fill="${c.light}"/>`,
  trousers: (c) =>
    `<path d="M48 28h64l10 104H92L80 66l-12 66H38z" fill="${c.main}"/><path d="M47 28h66l2 14H45z" fill="${c.light}"/><path d="M80 42v24M52 56c8 2 12-4 12-12M108 56c-8 2-12-4-12-12" fill="none"/>`,

  // Doorbell & Sons
  calendar: (c) =>
    `<rect x="34" y="42" width="92" height="90" rx="7" fill="${PAPER}"/><path d="M34 66V49a7 7 0 0 1 7-7h78a7 7 0 0 1 7 7v17z" fill="${c.main}"/><path d="M56 30v20M104 30v20" fill="none" stroke-width="5"/><path d="M50 82h12M74 82h12M98 82h12M50 100h12M50 118h12M74 118h12" fill="none" stroke="${c.light}" stroke-width="7"/><circle cx="92" cy="102" r="15" fill="${c.main}"/><path d="M84 102l6 6 10-12" fill="none" stroke="${PAPER}" stroke-width="4"/>`,
  cards: (c) =>
    `<path d="M40 48l92-10 8 54-92 10z" fill="${c.light}"/><rect x="20" y="66" width="104" height="62" rx="4" fill="${PAPER}"/><circle cx="44" cy="90" r="11" fill="${c.main}"/><path d="M66 84h44M66 98h32M34 114h76" fill="none" stroke="${c.main}" stroke-width="4"/>`,
  frame: (c) =>
    `<rect x="46" y="28" width="88" height="72" rx="4" fill="${c.light}"/><rect x="26" y="48" width="96" height="84" rx="4" fill="${PAPER}"/><path d="M36 58h76v52H36z" fill="${c.light}"/><path d="M36 110l24-30 18 18 12-12 22 24z" fill="${c.main}"/><circle cx="96" cy="72" r="7" fill="${BRASS}"/>`,
  gears: (c) =>
    `<path d="M52 34h20l3 13 12 6 12-6 12 16-8 11v13l10 9-10 18-14-4-10 7-2 14H57l-3-14-11-6-13 4-10-18 10-10V74l-10-9 10-18 13 5 9-6z" fill="${c.main}"/><circle cx="66" cy="82" r="19" fill="${c.light}"/><circle cx="120" cy="44" r="17" fill="${c.light}"/><circle cx="120" cy="44" r="6" fill="${c.main}"/>`,
  globe: (c) =>
    `<path d="M80 126v6M56 132h48" fill="none" stroke-width="5"/><circle cx="80" cy="78" r="48" fill="${c.main}"/><path d="M32 78h96M80 30c-30 26-30 70 0 96M80 30c30 26 30 70 0 96M40 54h80M40 102h80" fill="none" stroke="${c.light}" stroke-width="4"/><circle cx="80" cy="78" r="48" fill="none"/>`,
  lens: (c) =>
    `<path d="M102 100l30 30" fill="none" stroke="${WOOD}" stroke-width="14"/><circle cx="70" cy="70" r="44" fill="${c.main}"/><circle cx="70" cy="70" r="32" fill="${GLASS}"/><path d="M54 70c0-10 6-16 16-17" fill="none" stroke="#ffffff" stroke-width="6"/>`,
  mail: (c) =>
    `<rect x="20" y="44" width="120" height="84" rx="8" fill="${PAPER}"/><path d="M20 118l46-40M140 118L94 78" fill="none"/><path d="M20 52a8 8 0 0 1 8-8h104a8 8 0 0 1 8 8L86 94a10 10 0 0 1-12 0z" fill="${c.main}"/>`,
  megaphone: (c) =>
    `<path d="M58 98l10 34h18l-10-34z" fill="${c.light}"/><path d="M30 66h34l52-32v96L64 98H30a8 8 0 0 1-8-8V74a8 8 0 0 1 8-8z" fill="${c.main}"/><path d="M128 66c10 8 10 24 0 32M64 66v32" fill="none" stroke-width="4"/>`,
  photo: (c) =>
    `<path d="M56 46l8-14h32l8 14z" fill="${c.light}"/><rect x="18" y="46" width="124" height="84" rx="11" fill="${c.main}"/><circle cx="80" cy="88" r="30" fill="${PAPER}"/><circle cx="80" cy="88" r="19" fill="${GLASS}"/><circle cx="124" cy="62" r="5" fill="${BRASS}"/>`,
  quill: (c) =>
    `<path d="M30 132c26-2 42-4 52-2s26 0 46-2" fill="none" stroke="${c.main}" stroke-width="4"/><path d="M50 118c2-54 34-92 84-96-2 46-34 74-74 76z" fill="${c.main}"/><path d="M40 130c16-40 44-70 78-92" fill="none"/><path d="M72 84l18 2M84 68l20 0" fill="none" stroke="${c.light}" stroke-width="4"/>`,
  server: (c) =>
    `<rect x="30" y="34" width="100" height="44" rx="7" fill="${c.main}"/><rect x="30" y="86" width="100" height="44" rx="7" fill="${c.main}"/><path d="M44 56h40M44 108h40" fill="none" stroke="${c.light}" stroke-width="8"/><circle cx="108" cy="56" r="6" fill="#76a65b"/><circle cx="108" cy="108" r="6" fill="${BRASS}"/>`,
  sign: (c) =>
    `<path d="M80 24L46 56M80 24l34 32" fill="none"/><rect x="22" y="56" width="116" height="62" rx="8" fill="${c.main}"/><rect x="33" y="67" width="94" height="40" rx="4" fill="${c.light}"/><path d="M50 80h60M58 94h44" fill="none" stroke-width="4"/><circle cx="80" cy="24" r="4" fill="${c.deep}"/>`,
  site: (c) =>
    `<rect x="18" y="32" width="124" height="100" rx="9" fill="${PAPER}"/><path d="M18 54V41a9 9 0 0 1 9-9h106a9 9 0 0 1 9 9v13z" fill="${c.main}"/><circle cx="30" cy="43" r="3" fill="${PAPER}"/><circle cx="42" cy="43" r="3" fill="${PAPER}"/><path d="M30 66h100v26H30z" fill="${c.light}"/><path d="M30 102h28v20H30zM66 102h28v20H66zM102 102h28v20h-28z" fill="${c.main}"/>`,
  star: (c) =>
    `<path d="M80 26l18 36 40 6-29 28 7 40-36-19-36 19 7-40-29-28 40-6z" fill="${c.main}"/><path d="M64 82l12 12 22-24" fill="none" stroke="${PAPER}" stroke-width="7"/>`,
  wand: (c) =>
    `<path d="M34 128l58-58" fill="none" stroke-width="16"/><path d="M34 128l58-58" fill="none" stroke="${c.main}" stroke-width="11"/><path d="M80 82l14-14" fill="none" stroke="${c.light}" stroke-width="11"/><path d="M112 28l6 16 16 6-16 6-6 16-6-16-16-6 16-6zM62 36l4 9 9 4-9 4-4 9-4-9-9-4 9-4zM128 94l4 9 9 4-9 4-4 9-4-9-9-4 9-4z" fill="${BRASS}"/>`,
};

/** @returns {string[]} what drawPicture knows */
export function allKinds() {
  return Object.keys(DRAWINGS);
}

/**
 * @param {string} kind  one of allKinds()
 * @param {string} colour  as paletteOf knows it
 * @returns {string} SVG of 160 × 160, without styles or scripts
 */
export function drawPicture(kind, colour) {
  const { ground, ...palette } = paletteOf(colour);
  const body = DRAWINGS[kind](palette);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" width="160" height="160"><path d="M0 0h160v160H0z" fill="${ground}"/><ellipse cx="80" cy="134" rx="54" ry="6" fill="${palette.light}"/><g stroke="${palette.deep}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round">${body}</g></svg>\n`;
}
