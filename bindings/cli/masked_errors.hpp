// SPDX-License-Identifier: BSL-1.0
#pragma once

// Standard error without telephone numbers. What a message repeats (a word of the command line, a file's name) may be
// one, and messages end in logs: so every line is masked on its way out, whoever wrote it.

#include <iosfwd>
#include <streambuf>
#include <string>

namespace almon::cli {

/// Masks what is written to `out` while it lives, a line at a time. A line of progress (`\r…`) passes as it is: it holds
/// counts only, and a count may look like a number.
class masked_errors : public std::streambuf {
public:
    explicit masked_errors(std::ostream& out);
    ~masked_errors() override;
    masked_errors(const masked_errors&) = delete;
    masked_errors& operator=(const masked_errors&) = delete;

protected:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override;

private:
    void write_line(); ///< masks what was gathered, and writes it

    std::ostream& out_;
    std::streambuf* below_;
    std::string line_; ///< what was written since the last line's end
};

} // namespace almon::cli
