// The templates that `email` and `prerender` use unless others are given, built into the command. The npm package has
// the same.
#pragma once

#include "command/files/embedded_file.h"

namespace goeswith {

extern const EmbeddedFile kEmailHtml;     // templates/email.html
extern const EmbeddedFile kEmailText;     // templates/email.txt
extern const EmbeddedFile kFragmentHtml;  // templates/fragment.html

}  // namespace goeswith
