// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/call.hpp>

namespace almon::inline v0::cdr {

std::string_view to_string(direction d) noexcept {
    constexpr std::string_view words[] = {"inbound", "outbound", "internal"};
    return words[static_cast<std::size_t>(d)];
}

std::string_view to_string(disposition d) noexcept {
    constexpr std::string_view words[] = {"answered",        "missed",        "cancelled",        "busy",
                                          "failed",          "no_human",      "voicemail",        "abandoned_ivr",
                                          "abandoned_queue", "queue_timeout", "no_answer",        "no_answer_agent",
                                          "service",         "agent_login",   "cut_while_ringing"};
    return words[static_cast<std::size_t>(d)];
}

std::string_view to_string(call_outcome o) noexcept {
    constexpr std::string_view words[] = {"held", "not_held", "missed", "short_abandon", "voicemail", "ignored"};
    return words[static_cast<std::size_t>(o)];
}

std::string_view to_string(transfer_kind k) noexcept {
    constexpr std::string_view words[] = {"blind", "attended", "blond", "redirect"};
    return words[static_cast<std::size_t>(k)];
}

std::string_view to_string(transfer_result r) noexcept {
    constexpr std::string_view words[] = {"answered", "no_answer", "busy", "refused", "no_answer_returned"};
    return words[static_cast<std::size_t>(r)];
}

} // namespace almon::inline v0::cdr
