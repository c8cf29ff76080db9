// Serves a directory until Ctrl-C:  node serve.js DIRECTORY PORT

import { CONTENT_HASHED, serveDirectory } from './static_server.js';

const [directory, port] = process.argv.slice(2);
try {
  const { url } = await serveDirectory(directory, { port: Number(port), immutable: CONTENT_HASHED });
  console.log(`The shop is at ${url}  (Ctrl-C ends it)`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
