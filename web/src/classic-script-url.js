// Stands in for `import.meta.url` in the script-tag build. An inlined script has no URL: the page's counts then.
export const classicScriptUrl =
  (document.currentScript instanceof HTMLScriptElement && document.currentScript.src) || document.baseURI;
