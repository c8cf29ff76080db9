/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * The HTML that makes a page show what the playground shows.
 * @param {{attributes: Record<string, string>, theme: string, lang: string, currency: string}} state
 * @returns {string}
 */
export function snippet({ attributes, theme, lang, currency }) {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}${value && `="${escaped(value)}"`}`);
  return [
    ...(theme ? [`<link rel="stylesheet" href="/widget/themes/${theme}.css">`] : []),
    '<script type="module" src="/widget/goeswith.js"></script>',
    '<script type="module" src="/shop.js"></script>',
    '',
    `<goes-with${written.join('')} table="/goeswith/">`,
    '  <!-- links that stay if anything fails -->',
    '</goes-with>',
    '',
    '// shop.js',
    "import { configure } from '/widget/goeswith.js';",
    '// in place of this one: your shop’s',
    "import { memoryAdapter } from '/widget/adapters/memory.js';",
    '',
    `configure({ adapter: memoryAdapter({ currency: '${currency}' }), locale: '${lang}', currency: '${currency}' });`,
    '',
  ].join('\n');
}
