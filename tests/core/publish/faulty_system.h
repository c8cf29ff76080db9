// A system whose calls fail on command: the linker's --wrap sends the calls of the code under test through here.
#pragma once

#include <functional>

namespace goeswith::test {

enum class Fault {
  none,
  kill,         // the process dies before the call
  kill_after,   // the process dies behind the call
  no_space,     // the call fails with ENOSPC, and a write after half its bytes
  io_error,     // the call fails with EIO
  short_write,  // a write takes one byte; other calls are as always
};

// From here on, the `call`-th call, counted from 0, meets the fault.
void armFault(Fault fault, int call);
// Stops counting and returns how many calls there were.
int disarmFault();

// Runs `action` in a process of its own with the fault armed. Whether it was killed.
bool diesIn(Fault fault, int call, const std::function<void()>& action);

}  // namespace goeswith::test
