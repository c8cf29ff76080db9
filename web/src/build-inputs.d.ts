// The imports that build.js resolves.

declare module 'goeswith-engine' {
  const createModule: import('./engine-module.js').CreateModule;
  export default createModule;
}

declare module '*.css' {
  const text: string;
  export default text;
}
