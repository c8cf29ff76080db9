// Integers as core/FORMAT.md has them in files.

/** @param {number} number */
export function u32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

/** @param {number} number */
export function varint(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return Buffer.from([...bytes, number]);
}

/** @param {number[]} numbers as they stand in the file */
export function varints(numbers) {
  return Buffer.concat(numbers.map(varint));
}
