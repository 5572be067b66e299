// SPDX-License-Identifier: BSL-1.0
#pragma once

// Several offices on one PBX: their files, read together and held against each other, and the calls of their common
// records told apart.
//
//     const auto both = office::offices::open({"alfa.toml", "beta.toml"}).value();
//     cdr::assembler calls(both.records().shared, deliver);

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/tenants.hpp>
#include <almon/office/office.hpp>

namespace almon::inline v0::office {

/// Every two files that claim the same of the PBX (a context, an account code, a line, a trunk that is not `shared`, a
/// phone), or bear one tenant's name: a mistake for each, at its place in the later file, naming that in the earlier.
[[nodiscard]] std::vector<diagnostic> clashes(const std::vector<const office_file*>& files);

/// What the assembler asks several offices. *Lifetime*: `shared` is of this.
struct shared_access {
    std::vector<record_access> offices;
    cdr::shared_records shared = cdr::share({}); ///< behind the offices a context for nobody's calls

    /// The zone of the call's office; `otherwise` for a call of nobody.
    [[nodiscard]] time_zone zone_of(const cdr::call& c, const time_zone& otherwise) const {
        return c.tenant < offices.size() ? offices[c.tenant].file->tenant.zone : otherwise;
    }
};

/// For offices that a program has opened itself: what `offices::records` gives, or their clashes.
[[nodiscard]] result<shared_access, load_failure> share(std::vector<record_access> offices);

/// A user of one of several offices.
struct office_user {
    std::size_t office; ///< its place among them
    std::string name;
};
/// Who `user` is: `NAME`, or `TENANT/NAME` where two offices have somebody of that name. `office.unknown_user`, or
/// `office.ambiguous_user`.
[[nodiscard]] result<office_user> find_user(const std::vector<const office*>& offices, std::string_view user);

/// *Threads*: as `office`; immutable but for reloads of its offices.
class offices {
public:
    /// Opens each file. A path that is a folder stands for every `*.toml` in it, by name. All mistakes of all files, and
    /// their clashes.
    [[nodiscard]] static result<offices, load_failure> open(const std::vector<std::string>& paths,
                                                            const options& with = {});

    [[nodiscard]] const std::vector<office>& all() const noexcept { return all_; }
    [[nodiscard]] shared_access records() const;

    /// As `office::find_user`.
    [[nodiscard]] result<office_user> find_user(std::string_view user) const;

private:
    std::vector<office> all_;
};

} // namespace almon::inline v0::office
