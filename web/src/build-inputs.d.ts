// The imports that build.js resolves.

declare module 'goeswith-engine' {
  const createModule: import('./engine/engine-module.js').CreateModule;
  export default createModule;
}

declare module '*.css' {
  const text: string;
  export default text;
}

declare module '*.html' {
  const text: string;
  export default text;
}

declare module '*.txt' {
  const text: string;
  export default text;
}

declare module 'node:fs/promises' {
  export function readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
}
