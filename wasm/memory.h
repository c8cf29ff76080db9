// What the module's memory does beyond malloc.
#pragma once

#include <cstdint>

// Bytes in use so far.
std::uint32_t usedMemory();

// Makes all memory free that was taken since usedMemory() was `used_before`. Nothing may refer to it any more.
void giveBackMemory(std::uint32_t used_before);
