// The small language of templates, a part of Mustache (core/EMAIL.md). The same as core/command/ahead/markup_template.h, to
// the words of its refusals.

import { HtmlPlace } from './html-place.js';

/**
 * @typedef {object} TemplateField a name that templates may use
 * @property {string} name
 * @property {'text' | 'url' | 'flag'} [kind] `url`: may stand where a link begins; `flag`: only {{#name}} and {{^name}}
 * @property {boolean} [ofItem] known only between {{#items}} and {{/items}}
 * @property {boolean} [mayLack] must stand within a {{#name}} … {{/name}} of its own
 * @property {boolean} [isRequired] a template without it is refused
 */
/** @typedef {Record<string, string | undefined>} TemplateValues by field name; an empty text is the same as none */
/** @typedef {(values: TemplateValues, item?: TemplateValues, items?: TemplateValues[]) => string} Part */
/** @typedef {{name: string, isInverted: boolean, at: number, parts: Part[]}} Section */

/** @type {Record<string, string>} */
const REFERENCES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} text */
const escapedForHtml = (text) => text.replace(/[&<>"']/g, (c) => /** @type {string} */ (REFERENCES[c]));

/** @param {string} text lone surrogates have no encoding */
const percentEncoded = (text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));

/** @param {string} text plain text has no other markup that a value could break out of */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a line is to hold none of them
const onOneLine = (text) => text.replace(/[\0-\x1f\x7f]/g, ' ');

/**
 * Reads a template. Everything that could go wrong with it does so here, and not with this cart or that.
 * @param {string} text
 * @param {string} file its name, for messages
 * @param {boolean} isHtml else plain text
 * @param {TemplateField[]} fields
 * @returns {(values: TemplateValues, items: TemplateValues[]) => string} renders it
 * @throws {SyntaxError} "FILE:LINE: what; what to do"
 */
export function parseTemplate(text, file, isHtml, fields) {
  const place = new HtmlPlace();
  /** @type {Part[]} */
  const parts = [];
  /** @type {Section[]} */
  const sections = [];
  const used = new Set();
  let inItems = false;
  let at = 0;

  /** @param {number} at */
  const lineOf = (at) => text.slice(0, at).split('\n').length;
  /** @param {number} at @param {string} what @returns {never} */
  const fail = (at, what) => {
    throw new SyntaxError(`${file}:${lineOf(at)}: ${what}`);
  };
  /** @param {Part} part */
  const add = (part) => (sections.at(-1)?.parts ?? parts).push(part);
  /** @param {string} piece */
  const addText = (piece) => {
    if (!piece) return;
    add(() => piece);
    place.read(piece);
  };
  /** @param {number} at @param {string} name */
  const find = (at, name) => {
    const known = ['items', ...fields.map(({ name }) => name)].join(', ');
    const field =
      fields.find((field) => field.name === name) ?? fail(at, `{{${name}}} is not known; there are ${known}`);
    if (field.ofItem && !inItems) fail(at, `{{${name}}} is of an item; put it between {{#items}} and {{/items}}`);
    return field;
  };

  /** @param {number} at @param {string} name @param {boolean} isInverted */
  const openSection = (at, name, isInverted) => {
    if (name === 'items') {
      if (isInverted) fail(at, '{{^items}} cannot be; where nothing fits, the result is empty');
      if (inItems) fail(at, '{{#items}} stands within another');
      inItems = true;
    } else {
      find(at, name);
    }
    sections.push({ name, isInverted, at, parts: [] });
  };

  /** @param {number} at @param {string} closed */
  const closeSection = (at, closed) => {
    const section = sections.at(-1) ?? fail(at, `{{/${closed}}} closes nothing; no {{#${closed}}} is open`);
    const { name, isInverted, parts } = section;
    if (name !== closed) {
      fail(at, `{{/${closed}}} stands where {{/${name}}} is to close line ${lineOf(section.at)}`);
    }
    sections.pop();
    if (name === 'items') {
      inItems = false;
      add((values, _, items = []) => items.map((item) => joined(parts, values, item)).join(''));
    } else {
      add((values, item, items) =>
        !valueNamed(name, values, item) === isInverted ? joined(parts, values, item, items) : '',
      );
    }
  };

  /** @param {number} at @param {string} name */
  const addValue = (at, name) => {
    if (name === 'items') fail(at, '{{items}} is a list; write {{#items}} … {{/items}}');
    const { kind, mayLack } = find(at, name);
    if (kind === 'flag') fail(at, `{{${name}}} has no text; write {{#${name}}} … {{/${name}}}`);
    if (mayLack && !sections.some((section) => section.name === name && !section.isInverted)) {
      fail(at, `{{${name}}} may be missing; put it between {{#${name}}} and {{/${name}}}`);
    }
    let encode = isHtml ? escapedForHtml : onOneLine;
    const placeKind = isHtml ? place.kind : 'text';
    if (placeKind === 'tag') fail(at, `{{${name}}} stands in a tag outside of quotes; write it as "{{${name}}}"`);
    if (placeKind === 'code') {
      fail(at, `{{${name}}} stands in a script or a style, where it could do harm; put it elsewhere`);
    }
    if (placeKind === 'url-start' && kind !== 'url') fail(at, `{{${name}}} is no URL, and a link cannot begin with it`);
    if (placeKind === 'url-rest') encode = (value) => escapedForHtml(percentEncoded(value));
    used.add(name);
    place.readValue();
    add((values, item) => encode(valueNamed(name, values, item)));
  };

  /** @param {number} open where {{ stands */
  const readTag = (open) => {
    const close = text.indexOf('}}', open + 2);
    if (close < 0) fail(open, '{{ has no }}');
    const content = text.slice(open + 2, close);
    const sign = content[0] ?? '';
    if (sign === '{' || sign === '&') fail(open, 'text is always escaped; write {{name}}');
    const isSection = sign === '#' || sign === '^' || sign === '/';

    // A line that holds such a tag alone is no line of the result.
    let end = open;
    let next = close + 2;
    if (isSection || sign === '!') {
      const lineBegin = open && text.lastIndexOf('\n', open - 1) + 1;
      const newline = text.indexOf('\n', next);
      const lineEnd = newline < 0 ? text.length : newline;
      if (lineBegin >= at && /^[ \t\r]*$/.test(text.slice(lineBegin, open) + text.slice(next, lineEnd))) {
        end = lineBegin;
        next = Math.min(lineEnd + 1, text.length);
      }
    }
    addText(text.slice(at, end));
    at = next;
    if (sign === '!') return;
    const name = (isSection ? content.slice(1) : content).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
    if (!/^[\w-]+$/.test(name)) {
      fail(open, `{{${content}}} is no placeholder; write {{name}}, {{#name}}, {{^name}}, {{/name}} or {{! note }}`);
    }
    if (sign === '/') closeSection(open, name);
    else if (isSection) openSection(open, name, sign === '^');
    else addValue(open, name);
  };

  for (let open; (open = text.indexOf('{{', at)) >= 0; ) readTag(open);
  addText(text.slice(at));
  const unclosed = sections.at(-1);
  if (unclosed) {
    const { name, isInverted } = unclosed;
    fail(unclosed.at, `{{${isInverted ? '^' : '#'}${name}}} is not closed; write {{/${name}}} where it ends`);
  }
  const missing = fields.find(({ name, isRequired }) => isRequired && !used.has(name));
  if (missing?.ofItem) {
    fail(0, `holds no {{${missing.name}}} between {{#items}} and {{/items}}, and would say nothing`);
  } else if (missing) {
    fail(0, `holds no {{${missing.name}}}`);
  }
  return (values, items) => joined(parts, values, undefined, items);
}

/**
 * @param {Part[]} parts
 * @param {TemplateValues} values
 * @param {TemplateValues} [item]
 * @param {TemplateValues[]} [items]
 */
function joined(parts, values, item, items) {
  return parts.map((part) => part(values, item, items)).join('');
}

/**
 * @param {string} name
 * @param {TemplateValues} values
 * @param {TemplateValues} [item]
 */
function valueNamed(name, values, item) {
  return (item && Object.hasOwn(item, name) ? item[name] : values[name]) ?? '';
}
