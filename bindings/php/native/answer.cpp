// SPDX-License-Identifier: BSL-1.0
#include "answer.hpp"

#include <almon/masking/redact.hpp>

namespace almon::php {

json::object failed(const error& e) {
    return {{"error", e.code()}, {"message", e.message()}, {"number", e.number()}, {"offset", e.offset()}};
}

json::object failed_parse(const error& e) {
    json::object o = failed(e);
    o["kind"] = "parse";
    return o;
}

json::object failed_store(const error& e, std::string_view what) {
    json::object o = failed(e);
    o["message"] = what;
    o["kind"] = "store";
    return o;
}

json::array to_array(const diagnostic& d) {
    constexpr std::string_view levels[] = {"warning", "repaired", "rejected"};
    return {d.reason.code(),
            d.reason.message(),
            d.file,
            d.line,
            d.column,
            d.found,
            d.expected,
            levels[static_cast<std::size_t>(d.level)],
            masking::redact(d)};
}

} // namespace almon::php
