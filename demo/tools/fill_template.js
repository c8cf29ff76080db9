/**
 * @param {string} template
 * @param {Record<string, string>} values  HTML for the words in double braces
 */
export function fillTemplate(template, values) {
  return template.replace(/\{\{([\w-]+)\}\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`A page asks for {{${name}}}, which is not known.`);
    return values[name];
  });
}

/** @param {string} text  to stand in HTML, between tags or in quotes */
export function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
