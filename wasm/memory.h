// What the module's memory does beyond malloc.
#pragma once

#include <cstdint>

// Where what is taken next will lie.
char* unusedMemory();

// Makes all memory free that was taken since unusedMemory() was `unused_before`, if it can. Nothing may refer to it any
// more.
void giveBackMemory(char* unused_before);
