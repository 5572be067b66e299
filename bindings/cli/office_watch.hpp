// SPDX-License-Identifier: BSL-1.0
#pragma once

// The office files of a command that runs for long: read again when they change.

#include <optional>
#include <string>
#include <vector>

#include <almon/office/offices.hpp>

namespace almon::cli {

class office_watch {
public:
    /// `paths` as `--office` has them, files and folders.
    explicit office_watch(std::vector<std::string> paths) : paths_(std::move(paths)), read_(look()), seen_(read_) {}

    /// The offices, where their files are others than they were and stay so from one look to the next (nobody is writing
    /// them any more). Their mistakes go to standard error, once, and nothing is given: the old stay in force.
    [[nodiscard]] std::optional<office::offices> again();

private:
    [[nodiscard]] std::string look() const;

    std::vector<std::string> paths_;
    std::string read_; // how the files looked when they were read last
    std::string seen_; // and at the last look
};

} // namespace almon::cli
