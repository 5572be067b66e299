// SPDX-License-Identifier: BSL-1.0
#include "masked_errors.hpp"

#include <ostream>
#include <string_view>

#include <almon/masking/redact.hpp>

#include "printable.hpp"

namespace almon::cli {

masked_errors::masked_errors(std::ostream& out) : out_(out), below_(out.rdbuf(this)) {}

masked_errors::~masked_errors() {
    write_line(); // a last line without an end
    out_.rdbuf(below_);
}

void masked_errors::write_line() {
    if (line_.empty()) return;
    const bool ends = line_.ends_with('\n');
    if (ends) line_.pop_back();
    const std::string safe = masking::redact(printable(line_), masking::style::partial(), {}).text + (ends ? "\n" : "");
    below_->sputn(safe.data(), static_cast<std::streamsize>(safe.size()));
    below_->pubsync();
    line_.clear();
}

masked_errors::int_type masked_errors::overflow(int_type c) {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    const char one = traits_type::to_char_type(c);
    return xsputn(&one, 1) == 1 ? c : traits_type::eof();
}

std::streamsize masked_errors::xsputn(const char* text, std::streamsize size) {
    std::string_view rest(text, static_cast<std::size_t>(size));
    if (rest.starts_with('\r')) {
        write_line();
        below_->sputn(text, size);
        return below_->pubsync() == 0 ? size : 0;
    }
    for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
        line_ += rest.substr(0, end + 1);
        rest.remove_prefix(end + 1);
        write_line();
    }
    line_ += rest;
    return size;
}

int masked_errors::sync() {
    return 0; // standard error is flushed after every word, and a number may lie in two of them
}

} // namespace almon::cli
