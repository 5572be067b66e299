// SPDX-License-Identifier: BSL-1.0
#pragma once

// A reader whose records are lines, and which needs to know no more of them.

#include <utility>

#include <almon/cdr/readers/reader.hpp>

#include "lines.hpp"

namespace almon::inline v0::cdr {

class line_reader : public reader {
public:
    line_reader(source s, on_diagnostic tell) : reader(std::move(tell)), source_(std::move(s)) {}

    void feed(std::string_view bytes, evidence_sink& out) final {
        cutter_.feed(
            bytes, [&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
            [&](std::uint32_t number) { too_long(number); });
    }
    void finish(evidence_sink& out) final {
        at_end_ = cutter_.has_rest();
        cutter_.finish([&](std::string_view line, std::uint32_t number) { take_line(line, number, out); },
                       [&](std::uint32_t number) { too_long(number); });
        if (cutter_.number() == 0) report(errc::empty_file, source_, 0, severity::rejected);
    }

protected:
    virtual void take_line(std::string_view line, std::uint32_t number, evidence_sink& out) = 0;

    source source_;
    bool at_end_ = false; ///< the line is the last, and nothing ends it

private:
    void too_long(std::uint32_t number) { report(errc::record_too_long, source_, number, severity::rejected); }

    line_cutter cutter_;
};

} // namespace almon::inline v0::cdr
