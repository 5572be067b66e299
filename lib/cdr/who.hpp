// SPDX-License-Identifier: BSL-1.0
#pragma once

// Whose channel is this: an own phone, a trunk, or half of a path inside the PBX? The office knows; without one the
// channel's name tells what it can.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/numbering/address.hpp>
#include <almon/tenant/tenant.hpp>

#include "hash.hpp"

namespace almon::inline v0::cdr {

enum class device_role : std::uint8_t { unknown, own, outside, half };

/// What a channel's name tells.
struct device_info {
    device_role role = device_role::unknown;
    std::string_view device;              ///< the part that names the phone or trunk; views the channel's name
    std::string_view who;                 ///< extension of an own phone
    const tenant::trunk* trunk = nullptr; ///< where the office knows it
};

/// What a way out is called: as the office file has it, else as its channels do.
[[nodiscard]] inline std::string_view trunk_name(const tenant::trunk* trunk, std::string_view device) noexcept {
    return trunk ? std::string_view(trunk->name) : device;
}

/// `PJSIP/mango-0000000e` to `mango`, `Local/101@x-00000001;2` to `101@x`; empty where the name is none of a channel.
[[nodiscard]] std::string_view device_of(std::string_view channel) noexcept;

/// Whether the text reads as an own extension without an office: two to six digits.
[[nodiscard]] bool looks_like_extension(std::string_view text) noexcept;

class directory {
public:
    explicit directory(const tenant::tenant* office)
        : office_(office), known_(known_devices), called_(called_numbers) {}

    [[nodiscard]] const tenant::tenant* office() const noexcept { return office_; }
    [[nodiscard]] device_info look_up(std::string_view channel) const {
        device_info info;
        look_up(channel, info);
        return info;
    }
    /// The same, written where it is to be.
    void look_up(std::string_view channel, device_info& out) const;
    [[nodiscard]] bool is_extension(std::string_view digits) const;
    /// Whether the office's file names these digits as an extension, and they are no emergency number.
    [[nodiscard]] bool is_phone(std::string_view digits) const {
        constexpr std::size_t longest = 6;
        return digits.size() <= longest && is_listed_phone(digits);
    }
    /// Whether the office's file names these digits: a phone of ours or a service.
    [[nodiscard]] bool is_within(std::string_view digits) const {
        return office_ && (is_extension(digits) || is_listed_service(digits));
    }
    [[nodiscard]] bool is_service(std::string_view dialled) const;
    /// Whether the office's file names it as one.
    [[nodiscard]] bool is_listed_service(std::string_view dialled) const;
    /// The number that `text` spells as `trunk` writes numbers (or as the office does, where that is unknown).
    [[nodiscard]] std::optional<number> read(std::string_view text, const tenant::trunk* trunk) const;
    /// A number of ours that somebody called, and whose it is.
    struct called_number {
        std::string text; ///< as it was written
        const tenant::trunk* trunk = nullptr;
        std::optional<number> is;
        std::string e164;
        const tenant::line* line = nullptr;
    };
    /// As `read`, for the few numbers that are called again and again. *Lifetime*: until the next call.
    [[nodiscard]] const called_number& read_called(std::string_view text, const tenant::trunk* trunk) const;
    /// Writes the number that `text` spells with a plus, so that it can be nothing else; false where it does not. (An optional
    /// would be waited for on its way back.)
    [[nodiscard]] bool read_international(std::string_view text, const tenant::trunk* trunk,
                                          std::optional<number>& to) const;
    /// The whole field: number, extension, withheld caller …
    [[nodiscard]] address read_field(std::string_view text, const tenant::trunk* trunk) const;
    /// `90301234567` as `0301234567` where 9 asks for an outside line; anything else as it is.
    [[nodiscard]] std::string_view without_outside_prefix(std::string_view dialled) const;
    /// Whether `n` is one of our own numbers: a line, or one that a trunk presents.
    [[nodiscard]] bool is_ours(number n) const;

private:
    const tenant::tenant* office_;
    [[nodiscard]] bool is_listed_phone(std::string_view digits) const;
    [[nodiscard, gnu::cold]] device_info ask_office(std::string_view channel, std::string_view device) const;

    /// What was found about a device: globs are matched once a device, not once a channel. Of two devices that share a
    /// place the one asked for last is remembered.
    struct known_device {
        std::string key; ///< technology and device: `PJSIP/mango`
        device_info info;
        bool who_inside = false; ///< the extension is part of the name: cut out of each name anew
        std::size_t who_from = 0;
    };
    static constexpr std::size_t known_devices = 1024;
    mutable std::vector<known_device> known_;
    static constexpr std::size_t called_numbers = 256;
    mutable std::vector<called_number> called_;
};

} // namespace almon::inline v0::cdr
