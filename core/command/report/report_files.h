// The parts of the page that `goeswith eval --report` writes, built into the command (core/cmake/embed.cmake).
#pragma once

#include "command/files/embedded_file.h"

namespace goeswith {

extern const EmbeddedFile kReportPage;    // report/page.html
extern const EmbeddedFile kReportStyle;   // report/style.css
extern const EmbeddedFile kReportScript;  // report/script.js
extern const EmbeddedFile kReportChart;   // Chart.js, as Debian packages it

}  // namespace goeswith
