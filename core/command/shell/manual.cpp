#include "command/shell/manual.h"

#include <string_view>

namespace goeswith {
namespace {

// Text in which troff sees no request, escape or typographic dash.
std::string escaped(std::string_view text) {
  std::string out;
  bool at_start = true;
  for (const char c : text) {
    if (at_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    at_start = c == '\n';
  }
  return out;
}

std::string describe(const OptionEntry& option) {
  std::string head;
  for (const std::string& name : option.names) head += (head.empty() ? "" : ", ") + name;
  if (!option.argument.empty()) head += (head.empty() ? "" : " ") + option.argument;
  std::string text = option.description;
  if (option.is_required) text += " (required)";
  if (!option.fallback.empty()) text += " (default: " + option.fallback + ")";
  return ".TP\n.B " + escaped(head) + "\n" + escaped(text) + "\n";
}

}  // namespace

std::string manualPage(const std::vector<CommandEntry>& commands) {
  std::string page =
      ".TH GOESWITH 1 \"\" \"goeswith " GOESWITH_VERSION
      "\"\n.SH NAME\ngoeswith \\- what goes with what is in the cart, from past orders, as static files\n"
      ".SH SYNOPSIS\n.B goeswith\n.I COMMAND\n[\\fIOPTIONS\\fR]\n.SH COMMANDS\n";
  for (const CommandEntry& command : commands) {
    page += ".SS goeswith " + escaped(command.name);
    for (const OptionEntry& positional : command.positionals) {
      page += " " + escaped(positional.is_required ? positional.argument : "[" + positional.argument + "]");
    }
    page += "\n" + escaped(command.description) + ".\n";
    for (const OptionEntry& positional : command.positionals) page += describe(positional);
    for (const OptionEntry& option : command.options) page += describe(option);
    if (!command.example.empty()) page += ".PP\n.nf\n" + escaped(command.example) + "\n.fi\n";
  }
  return page +
         ".SH EXIT STATUS\n.TP\n.B 0\nDone.\n.TP\n.B 1\nThe data is wrong; the message names the file and the line.\n"
         ".TP\n.B 2\nThe command line is wrong.\n";
}

}  // namespace goeswith
