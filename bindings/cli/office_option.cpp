// SPDX-License-Identifier: BSL-1.0
#include "office_option.hpp"

#include <iostream>

#include "front_door.hpp"

namespace almon::cli {

namespace {

void tell(const std::vector<diagnostic>& all) {
    for (const diagnostic& d : all)
        std::cerr << (d.level == severity::warning ? "warning: " : "") << to_string(d) << '\n';
}

[[noreturn]] void give_up(const office::load_failure& failed) {
    tell(failed.mistakes);
    throw leave{exit_code_of(failed.mistakes.front().reason)};
}

} // namespace

office::office_file open_office(const std::string& path) {
    auto loaded = office::load(path);
    if (!loaded) give_up(loaded.error());
    tell(loaded->warnings);
    return std::move(*loaded);
}

office::office open_front_door(const std::string& path, const office::options& with) {
    auto opened = office::office::open(path, with);
    if (!opened) give_up(opened.error());
    tell(opened->file()->warnings);
    return std::move(*opened);
}

office::offices open_front_doors(const std::vector<std::string>& paths) {
    auto opened = office::offices::open(paths);
    if (!opened) give_up(opened.error());
    for (const office::office& o : opened->all()) tell(o.file()->warnings);
    return std::move(*opened);
}

} // namespace almon::cli
