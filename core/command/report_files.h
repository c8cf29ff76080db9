// The parts of the page that `goeswith eval --report` writes, built into the command (core/cmake/embed.cmake).
#pragma once

#include <cstddef>

namespace goeswith {

struct EmbeddedFile {
  const unsigned char* bytes;
  std::size_t size;
};

extern const EmbeddedFile kReportPage;    // report/page.html
extern const EmbeddedFile kReportStyle;   // report/style.css
extern const EmbeddedFile kReportScript;  // report/script.js
extern const EmbeddedFile kReportChart;   // Chart.js, as Debian packages it

}  // namespace goeswith
