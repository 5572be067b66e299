// SPDX-License-Identifier: BSL-1.0
#pragma once

// Whom a telephone number belongs to, as the CRM knows it: a question to the CRM, or a file where there is none to ask.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <almon/core/diagnostic.hpp>
#include <almon/core/result.hpp>
#include <almon/numbering/parse.hpp>
#include <almon/office/error.hpp>

namespace almon::inline v0::office {

/// A client as the CRM knows him.
struct client {
    std::string entity; ///< such as `contacts/17`; empty where the source has no ids
    std::string name;
    std::string responsible; ///< the user whose client this is; empty where nobody's
};

/// Asks whose number this is; nothing where the CRM does not know it. It must answer within `budget`: a caller is
/// waiting. What comes later is not used, and what it throws counts as no answer.
using client_lookup = std::function<std::optional<client>(number caller, std::chrono::milliseconds budget)>;

/// Clients from a CSV file with a header line naming `number` and any of `name`, `responsible`, `entity`.
/// *Threads*: immutable once read; share freely.
class client_book {
public:
    /// Reads the file at `path`. Rows that cannot be read are told in `problems`, the others are kept; a number that
    /// stands twice keeps its first row. `office.unreadable` where there is no such file.
    [[nodiscard]] static result<client_book> read(const std::string& path, const numbering::home& where,
                                                  std::vector<diagnostic>& problems);
    /// The same from text; `path` is for messages.
    [[nodiscard]] static client_book parse(std::string_view csv, const std::string& path, const numbering::home& where,
                                           std::vector<diagnostic>& problems);

    [[nodiscard]] const client* find(number caller) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return clients_.size(); }

private:
    std::unordered_map<number, client> clients_;
};

} // namespace almon::inline v0::office
