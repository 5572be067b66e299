// SPDX-License-Identifier: BSL-1.0
#pragma once

// The office file: one TOML file that says everything about one office. Read whole or not at all: the first syntax
// error, or every mistake of meaning at once, each with file, line, column and the nearest right word.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <almon/cdr/outcome.hpp>
#include <almon/core/diagnostic.hpp>
#include <almon/core/result.hpp>
#include <almon/office/error.hpp>
#include <almon/policy/compile.hpp>
#include <almon/routing/router.hpp>
#include <almon/tenant/tenant.hpp>

namespace almon::inline v0::office {

/// How the CRM wants its calls.
struct crm_settings {
    std::vector<std::string> search;       ///< modules in which a caller is looked up, in this order
    std::string unknown_inbound = "none";  ///< what becomes of an unknown caller: `lead`, `none`, `account:NAME`
    std::string unknown_outbound = "none"; ///< and of an unknown called party
    std::string withheld = "none";         ///< where calls of withheld callers go
    std::string clients;                   ///< path of a CSV file of known clients; empty where the CRM is asked
};

/// Something of a PBX that the file says is this office's: a context, an account code, a line, a trunk's channels, a
/// phone. No two offices on one PBX may claim the same.
struct claim {
    enum class kind_type : std::uint8_t { tenant, context, account, line, trunk, phone };
    kind_type kind = kind_type::tenant;
    std::string text;    ///< a glob; of a line its number in E.164
    bool shared = false; ///< of a trunk: others may use it, too
    std::uint32_t line = 0, column = 0;
};

/// What an office file says. Paths are as a program can open them: relative ones are completed by the file's folder.
struct office_file {
    std::string path;
    tenant::tenant tenant;
    policy::raw_policy rules; ///< roles and policy tests as written
    policy::table policy;     ///< the same, compiled; without roles it denies all but emergency calls
    routing::rules routing;   ///< tariffs, and what trunks may carry
    crm_settings crm;
    cdr::outcome_policy outcomes;     ///< what calls count as
    std::string store;                ///< `sqlite:PATH`; empty where there is none
    std::string operators;            ///< path of the operator snapshot; empty where there is none
    std::vector<claim> claims;        ///< for telling several offices apart, with their places
    std::vector<diagnostic> warnings; ///< nothing that stops a call, but somebody should look
};

/// Why an office file was refused: all its mistakes, in the order of the file.
struct load_failure {
    std::vector<diagnostic> mistakes;
};

/// Thrown when the value of a failed load is read; `what()` holds every mistake, a line each.
class office_error : public failure {
public:
    explicit office_error(const load_failure& all);
    [[nodiscard]] const std::vector<diagnostic>& mistakes() const noexcept { return mistakes_; }
    [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

private:
    std::vector<diagnostic> mistakes_;
    std::string text_;
};

[[noreturn]] void throw_exception_from_error(const load_failure& all, const boost::source_location&);

/// Reads the file at `path`. *Threads*: any. Allocates; not for a waiting call.
[[nodiscard]] result<office_file, load_failure> load(const std::string& path);

/// Reads `toml` as if it were the file `path`, which messages name and relative paths start from.
[[nodiscard]] result<office_file, load_failure> load_text(std::string_view toml, const std::string& path);

} // namespace almon::inline v0::office
