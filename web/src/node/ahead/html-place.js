// Where in an HTML document one is, as far as it decides what text may be put there. The same as
// core/command/ahead/html_place.h.

const URL_ATTRIBUTES = /^(action|background|cite|data|formaction|href|poster|src|srcset|xlink:href)$/;

/** Follows a document piece by piece. Conditional comments of mail clients count as the markup that they hold. */
export class HtmlPlace {
  /** @type {'text' | 'comment' | 'raw' | 'tag-name' | 'between' | 'attribute-name' | 'before-value' | 'quoted' | 'unquoted'} */
  #state = 'text';
  #tag = '';
  #attribute = '';
  #quote = '"';
  #valueLength = 0;

  /** @param {string} text */
  read(text) {
    for (let at = 0; at < text.length; ) {
      if (this.#state === 'text') {
        at += this.#readText(text.slice(at));
      } else if (this.#state === 'comment' || this.#state === 'raw') {
        const isComment = this.#state === 'comment';
        const end = text.indexOf(isComment ? '-->' : `</${this.#tag}`, at);
        if (end < 0) return;
        this.#state = 'text';
        at = isComment ? end + 3 : end;
      } else {
        this.#readInTag(/** @type {string} */ (text[at++]));
      }
    }
  }

  /** Something stands here whose text is not known. A URL has begun then. */
  readValue() {
    if (this.#state === 'quoted') this.#valueLength++;
  }

  /** @param {string} rest not empty */
  #readText(rest) {
    /** @param {string} end */
    const lengthThrough = (end) => (rest.includes(end) ? rest.indexOf(end) + end.length : rest.length);
    if (rest[0] !== '<') return rest.includes('<') ? rest.indexOf('<') : rest.length;
    if (rest.startsWith('<!--[if')) return lengthThrough(']>');
    if (rest.startsWith('<![endif]-->')) return lengthThrough('-->');
    if (rest.startsWith('<!--')) {
      this.#state = 'comment';
      return 4;
    }
    if (/^<[a-z/!]/i.test(rest)) {
      this.#state = 'tag-name';
      this.#tag = this.#attribute = '';
    }
    return 1;
  }

  /** @param {string} c */
  #readInTag(c) {
    const state = this.#state;
    if (state === 'quoted') {
      if (c === this.#quote) this.#state = 'between';
      else this.#valueLength++;
    } else if (c === '>') {
      this.#state = /^(script|style)$/.test(this.#tag) ? 'raw' : 'text';
    } else if (/[ \t\n\r\f]/.test(c)) {
      // Around the sign of equality there may be space.
      if (state === 'tag-name' || state === 'unquoted' || state === 'attribute-name') this.#state = 'between';
    } else if (state === 'tag-name') {
      this.#tag += lowered(c);
    } else if (c === '=' && state !== 'unquoted') {
      this.#state = 'before-value';
    } else if (state === 'before-value') {
      this.#state = c === '"' || c === "'" ? 'quoted' : 'unquoted';
      this.#quote = c;
      this.#valueLength = 0;
    } else if (state === 'between') {
      this.#state = 'attribute-name';
      this.#attribute = lowered(c);
    } else if (state === 'attribute-name') {
      this.#attribute += lowered(c);
    }
  }

  /**
   * @returns {'text' | 'attribute' | 'url-start' | 'url-rest' | 'code' | 'tag'} between tags or in a comment; in a quoted
   *   value that is text, a URL's beginning, or the rest of one; in a script or style; in a tag outside of quotes
   */
  get kind() {
    if (this.#state === 'text' || this.#state === 'comment') return 'text';
    if (this.#state === 'raw') return 'code';
    if (this.#state !== 'quoted') return 'tag';
    if (this.#attribute === 'style' || this.#attribute.startsWith('on')) return 'code';
    if (!URL_ATTRIBUTES.test(this.#attribute)) return 'attribute';
    return this.#valueLength ? 'url-rest' : 'url-start';
  }
}

/** @param {string} c only ASCII letters change, as in HTML */
const lowered = (c) => c.replace(/[A-Z]/, (letter) => letter.toLowerCase());
