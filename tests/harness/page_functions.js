// Functions that run inside the page, the same in all engines. They must not refer to anything outside themselves.

export function readProblems() {
  if (!globalThis.__harnessProblems)
    throw new Error(`${location.href} was not delivered by serve(), nothing watched it`);
  return globalThis.__harnessProblems;
}

export function readRequests() {
  return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map((entry) => ({ url: entry.name, bytes: entry.encodedBodySize }))
    .filter(({ url }) => !url.includes('/__harness/'));
}
