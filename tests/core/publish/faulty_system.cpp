#include "faulty_system.h"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdlib>

namespace goeswith::test {
namespace {

bool is_armed = false;
Fault armed_fault = Fault::none;
int armed_call = 0;
int calls = 0;

// Counts a call. What is to happen to it.
Fault meet() {
  if (!is_armed || calls++ != armed_call) return Fault::none;
  if (armed_fault == Fault::kill) ::raise(SIGKILL);
  return armed_fault;
}

// Whether the call is to fail; errno says how.
bool fails(Fault fault) {
  if (fault == Fault::no_space) errno = ENOSPC;
  if (fault == Fault::io_error) errno = EIO;
  return fault == Fault::no_space || fault == Fault::io_error;
}

template <typename Call>
int through(const Call& call) {
  const Fault fault = meet();
  if (fails(fault)) return -1;
  const int result = call();
  if (fault == Fault::kill_after) ::raise(SIGKILL);
  return result;
}

}  // namespace

void armFault(Fault fault, int call) {
  is_armed = true;
  armed_fault = fault;
  armed_call = call;
  calls = 0;
}

int disarmFault() {
  is_armed = false;
  return calls;
}

bool diesIn(Fault fault, int call, const std::function<void()>& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    armFault(fault, call);
    action();
    ::_exit(0);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child) std::abort();
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace goeswith::test

// The calls by which publishing changes a directory.
extern "C" {

int __real_open(const char* path, int flags, mode_t mode);
ssize_t __real_write(int file, const void* bytes, size_t size);
int __real_close(int file);
int __real_fchmod(int file, mode_t mode);
int __real_chmod(const char* path, mode_t mode);
int __real_fsync(int file);
int __real_syncfs(int file);
int __real_rename(const char* from, const char* to);
int __real_mkdir(const char* path, mode_t mode);
char* __real_mkdtemp(char* path);
int __real_unlink(const char* path);
int __real_rmdir(const char* path);
int __real_flock(int file, int operation);

using goeswith::test::fails;
using goeswith::test::Fault;
using goeswith::test::meet;
using goeswith::test::through;

int __wrap_open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return through([&] { return __real_open(path, flags, mode); });
}

ssize_t __wrap_write(int file, const void* bytes, size_t size) {
  const Fault fault = meet();
  if (fails(fault)) {
    const int reason = errno;
    if (__real_write(file, bytes, size / 2) < 0) errno = reason;
    errno = reason;
    return -1;
  }
  if (fault == Fault::short_write) size = std::min<size_t>(size, 1);
  if (fault == Fault::kill_after) {
    const ssize_t half = __real_write(file, bytes, size / 2);
    ::raise(SIGKILL);
    return half;
  }
  return __real_write(file, bytes, size);
}

int __wrap_close(int file) {
  const Fault fault = meet();
  const int result = __real_close(file);
  if (fault == Fault::kill_after) ::raise(SIGKILL);
  return fails(fault) ? -1 : result;
}

int __wrap_fchmod(int file, mode_t mode) {
  return through([&] { return __real_fchmod(file, mode); });
}

int __wrap_chmod(const char* path, mode_t mode) {
  return through([&] { return __real_chmod(path, mode); });
}

int __wrap_fsync(int file) {
  return through([&] { return __real_fsync(file); });
}

int __wrap_syncfs(int file) {
  return through([&] { return __real_syncfs(file); });
}

int __wrap_rename(const char* from, const char* to) {
  return through([&] { return __real_rename(from, to); });
}

int __wrap_mkdir(const char* path, mode_t mode) {
  return through([&] { return __real_mkdir(path, mode); });
}

char* __wrap_mkdtemp(char* path) {
  const Fault fault = meet();
  if (fails(fault)) return nullptr;
  char* result = __real_mkdtemp(path);
  if (fault == Fault::kill_after) ::raise(SIGKILL);
  return result;
}

int __wrap_unlink(const char* path) {
  return through([&] { return __real_unlink(path); });
}

int __wrap_rmdir(const char* path) {
  return through([&] { return __real_rmdir(path); });
}

int __wrap_flock(int file, int operation) {
  return through([&] { return __real_flock(file, operation); });
}

}  // extern "C"
