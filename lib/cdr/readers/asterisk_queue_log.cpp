// SPDX-License-Identifier: BSL-1.0
#include <almon/cdr/readers/asterisk_queue_log.hpp>

#include <array>
#include <optional>

#include "asterisk_words.hpp"
#include "core/digits.hpp"
#include "line_reader.hpp"
#include "shown.hpp"

namespace almon::inline v0::cdr {

namespace {

class queue_log_reader final : public line_reader {
public:
    using line_reader::line_reader;

private:
    void take_line(std::string_view line, std::uint32_t number, evidence_sink& out) override {
        if (line.empty()) return;
        std::array<std::string_view, 10> part{};
        std::size_t count = 0;
        for (std::string_view rest = line; count < part.size(); ++count) {
            const std::size_t bar = rest.find('|');
            part[count] = rest.substr(0, bar);
            if (bar == std::string_view::npos) {
                ++count;
                break;
            }
            rest.remove_prefix(bar + 1);
        }
        if (count < 5)
            return report(at_end_ ? errc::truncated : errc::too_few_columns, source_, number, severity::rejected,
                          std::to_string(count) + " columns", "5");
        const auto epoch = whole_number(part[0], 11);
        if (!epoch)
            return report(errc::malformed_time, source_, number, severity::rejected, shown(part[0]),
                          "seconds since 1970, like 1795297099");
        ++counts_.records;
        evidence e;
        e.at = instant(std::chrono::seconds(*epoch));
        e.times = precision::seconds;
        e.file = source_.file;
        e.line = number;
        e.id = part[1];
        e.doing = activity::queue;
        e.argument = part[2];
        if (asterisk::born(e.id) == instant{}) return; // queue start, agent logins by name: no call
        take_event(part[4], part, e, out);
    }

    using parts = std::array<std::string_view, 10>;

    void take_event(std::string_view event, const parts& part, evidence& e, evidence_sink& out) {
        if (event == "ENTERQUEUE") {
            e.what = fact::began;
            e.caller = asterisk::known(part[6]);
            out.take(e);
        } else if (event == "CONNECT") {
            e.what = fact::ended;
            e.result = outcome::answered;
            e.peer_id = part[6]; // the agent's channel
            out.take(e);
            e.peer_id = {};
            take_asked(part[3], outcome::answered, std::chrono::seconds(whole_number(part[7]).value_or(0)), e, out);
        } else if (event == "RINGNOANSWER" || event == "RINGCANCELED") {
            take_asked(part[3], event == "RINGCANCELED" ? outcome::cancelled : outcome::no_answer,
                       milliseconds(whole_number(part[5]).value_or(0)), e, out);
        } else if (event == "ABANDON" || event == "EXITWITHTIMEOUT" || event == "EXITEMPTY" || event == "EXITWITHKEY") {
            e.what = fact::ended;
            // who leaves by a key gave up waiting
            e.result = event == "ABANDON" || event == "EXITWITHKEY" ? outcome::cancelled : outcome::no_answer;
            out.take(e);
        } else if (event == "DID") { // as FreePBX has it written
            e.what = fact::described;
            e.did = part[5];
            out.take(e);
        } else {
            take_parted(event, part, e, out);
        }
    }

    static void take_asked(std::string_view agent, outcome result, microseconds rang, evidence& e, evidence_sink& out) {
        e.what = fact::asked;
        e.account = agent;
        e.result = result;
        e.lasted = rang;
        out.take(e);
    }

    static void take_parted(std::string_view event, const parts& part, evidence& e, evidence_sink& out) {
        if (event == "BLINDTRANSFER" || event == "TRANSFER") { // the second until Asterisk 11
            e.transfer = handover::blind;
            e.dialled = part[5];
        } else if (event == "ATTENDEDTRANSFER") {
            e.transfer = handover::attended;
        } else if (event != "COMPLETECALLER" && event != "COMPLETEAGENT" && event != "AGENTDUMP") {
            return;
        }
        e.what = fact::parted;
        if (event != "COMPLETECALLER") e.account = part[3];
        out.take(e);
    }

    /// Nothing where it is none, or too large to be meant.
    static std::optional<std::int64_t> whole_number(std::string_view text, std::size_t most_digits = 9) noexcept {
        if (text.size() > most_digits || !almon::detail::all_digits(text)) return std::nullopt;
        std::int64_t n = 0;
        for (const char c : text) n = n * 10 + (c - '0');
        return n;
    }
};

} // namespace

std::unique_ptr<reader> make_asterisk_queue_log_reader(source s, reader::on_diagnostic tell) {
    return std::make_unique<queue_log_reader>(std::move(s), std::move(tell));
}

} // namespace almon::inline v0::cdr
