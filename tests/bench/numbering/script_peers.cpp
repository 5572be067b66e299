// SPDX-License-Identifier: BSL-1.0
// Peers in other languages: a script reads the questions and the expected verdicts from a file, counts what it answers
// differently, times itself, and prints a line `name version nanoseconds different same_metadata`.
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include <almon/numbering/plan.hpp>

#include "peer.hpp"

namespace almon::bench {

namespace {

std::optional<peer_result> run(const std::string& command, std::size_t count) {
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    if (!pipe) return std::nullopt;
    std::string output;
    char buffer[256];
    while (std::fgets(buffer, sizeof buffer, pipe)) output += buffer;
    if (::pclose(pipe) != 0) return std::nullopt;
    peer_result r;
    std::string version, metadata;
    std::istringstream line(output);
    if (!(line >> r.name >> version >> r.nanoseconds >> r.different >> metadata)) return std::nullopt;
    r.name += ' ' + version;
    r.same_metadata = metadata == numbering::metadata_version();
    r.count = count;
    return r;
}

} // namespace

std::vector<peer_result> ask_scripts(std::span<const question> questions, std::span<const verdict> expected) {
    const std::string file =
        (std::filesystem::temp_directory_path() / fmt::format("almon_bench_{}", ::getpid())).string();
    {
        std::ofstream out(file);
        for (std::size_t i = 0; i < questions.size(); ++i)
            out << questions[i].text << '\t' << questions[i].home << '\t' << expected[i].valid << '\t'
                << expected[i].type << '\t' << expected[i].region << '\n';
    }
    const std::string here = ALMON_BENCH_DIR, deps = ALMON_DEPS_DIR;
    std::vector<peer_result> results;
    for (const std::string& command :
         {fmt::format("PYTHONPATH={}/phonenumbers python3 {}/peer_python.py phonenumbers {}", deps, here, file),
          fmt::format("PYTHONPATH={}/rphonenumbers python3 {}/peer_python.py rphonenumbers {}", deps, here, file),
          fmt::format("NODE_PATH={}/npm/node_modules node {}/peer_libphonenumber_js.cjs {}", deps, here, file)}) {
        if (auto r = run(command, questions.size())) results.push_back(*r);
        else std::cout << "left out, cannot be run: " << command << '\n';
    }
    std::filesystem::remove(file);
    return results;
}

} // namespace almon::bench
