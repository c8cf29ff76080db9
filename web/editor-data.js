// Data on the element for editors, as Visual Studio Code and its relatives read it, from custom-elements.json
// (https://github.com/microsoft/vscode-html-languageservice/blob/main/docs/customData.md).

/**
 * @param {any} manifest custom-elements.json
 * @returns {object}
 */
export function editorData(manifest) {
  const [element] = manifest.modules[0].declarations;
  return {
    version: 1.1,
    tags: [
      {
        name: element.tagName,
        description: `${element.summary} ${element.description}`,
        attributes: element.attributes.map(attributeData),
      },
    ],
  };
}

/** @param {{name: string, description: string, type: {text: string}}} attribute */
function attributeData({ name, description, type }) {
  const values = [...type.text.matchAll(/'([^']+)'/g)].map(([, value]) => ({ name: value }));
  if (type.text === 'boolean') return { name, description, valueSet: 'v' };
  return values.length ? { name, description, values } : { name, description };
}
