// Shows the e-mail that follows an order as mail programs would, and copies it.

import { element, pageIsFilled } from '../dom.js';
import '../frame.js';

const HTML_FILE = 'email/follow-up.html';
const TEXT_FILE = 'email/follow-up.txt';

const notice = document.querySelector('.notice');
const mail = /** @type {HTMLElement} */ (document.querySelector('.mail'));

/** @param {string} file @returns {Promise<string | undefined>} undefined where there is no such file */
async function readText(file) {
  const response = await fetch(file).catch(() => undefined);
  return response?.ok ? response.text() : undefined;
}

/** @param {string} label */
function mailFrame(label) {
  // No script, no form, no way out but by a click that opens a tab.
  return element('iframe', { src: HTML_FILE, title: label, sandbox: 'allow-popups', loading: 'lazy' });
}

/** @param {string} selector @param {string} text */
function copyOnClick(selector, text) {
  const button = document.querySelector(selector);
  const label = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      notice.textContent = `Copied: ${text.length.toLocaleString('en-GB')} characters.`;
      button.textContent = 'Copied';
    } catch {
      notice.textContent = 'This browser does not let the page copy. The text can be selected below.';
    }
    setTimeout(() => (button.textContent = label), 2000);
  });
}

const [html, text] = await Promise.all([readText(HTML_FILE), readText(TEXT_FILE)]);
if (html === undefined || text === undefined) {
  notice.textContent = `There is no e-mail here yet: "goeswith email" writes ${HTML_FILE} and ${TEXT_FILE}.`;
} else {
  document.querySelector('.desktop-frame').append(mailFrame('The e-mail at 640 pixels'));
  document.querySelector('.phone-frame').append(mailFrame('The e-mail at 360 pixels'));
  document.querySelector('.plain').textContent = text;
  copyOnClick('.copy-html', html);
  copyOnClick('.copy-text', text);
  mail.hidden = false;
}
pageIsFilled();
