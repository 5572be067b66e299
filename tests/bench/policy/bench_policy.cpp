// SPDX-License-Identifier: BSL-1.0
// 100 users with the four seed roles, every verb without an object: 8,700 requests decided by id and by name, and a
// fixed sample of 480 of them put to the peers. A disagreement ends the run before anything is timed.
//
//     bench_policy [--csv FILE]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <almon/core/entropy.hpp>
#include <almon/policy/compile.hpp>
#include <almon/policy/seed.hpp>

namespace {

using namespace almon;
using namespace almon::policy;

struct question {
    user_id who;
    verb what;
    std::string user; // owned, as a caller's would be
    std::string_view verb_name;
};

constexpr std::size_t sample_size = 480;

tenant::tenant hundred_users() {
    tenant::tenant office;
    const char* roles[] = {"supervisor", "operator", "controller", "agent"};
    for (int i = 0; i < 100; ++i) {
        tenant::user u;
        u.name = fmt::format("user.{:03}", i);
        u.roles = {roles[i < 2 ? 0 : i < 20 ? 1 : i < 25 ? 2 : 3]};
        office.users.push_back(std::move(u));
    }
    return office;
}

/// Median nanoseconds for one call of `ask` over 1,001 passes through all questions. A pass is short, so that a median
/// says what a decision takes even while other programs use the machine.
template <class Ask>
double time_one(const std::vector<question>& questions, Ask ask) {
    std::vector<double> passes;
    for (int pass = 0; pass < 1001; ++pass) {
        std::size_t allowed = 0;
        const auto start = std::chrono::steady_clock::now();
        for (const question& q : questions) allowed += ask(q);
        const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
        if (allowed == 0) std::abort();
        passes.push_back(took.count() / static_cast<double>(questions.size()));
    }
    std::nth_element(passes.begin(), passes.begin() + 500, passes.end());
    return passes[500];
}

struct peer_row {
    std::string name;
    double nanoseconds;
};

/// Runs the peers on the sample; they print `peer name ns` or end with a disagreement. Nothing where none is there.
std::vector<peer_row> run_peers(const table& t, const std::vector<question>& sample, const std::string& folder) {
    const std::string requests = folder + "/policy_requests.csv", rules = folder + "/policy_rules.csv";
    std::ofstream(requests) << [&] {
        std::string text;
        for (const question& q : sample)
            text +=
                fmt::format("{},{},{}\n", q.user, q.verb_name, t.decide({q.who, q.what}).allowed ? "allow" : "deny");
        return text;
    }();
    std::ofstream out(rules);
    for (const tenant::user& u : hundred_users().users) out << fmt::format("user,{},{}\n", u.name, u.roles[0]);
    for (const raw_role& r : seed_roles()) {
        for (const word& w : r.permit)
            if (w.text.find('@') == std::string::npos) out << fmt::format("permit,{},{}\n", r.name.text, w.text);
        for (const word& w : r.forbid) out << fmt::format("forbid,{},{}\n", r.name.text, w.text);
    }
    for (const verb_info& v : verbs) out << fmt::format("verb,{},\n", v.name);
    out.close();
    const std::string command = fmt::format("python3 {}/peers.py {} {}", ALMON_BENCH_DIR, rules, requests);
    std::vector<peer_row> rows;
    FILE* pipe = popen(command.c_str(), "r");
    char name[64];
    double ns;
    while (pipe && std::fscanf(pipe, "%63s %lf", name, &ns) == 2) rows.push_back({name, ns});
    if (!pipe || pclose(pipe) != 0) {
        std::cerr << "a peer disagrees or failed; nothing is timed\n";
        std::exit(1);
    }
    return rows;
}

} // namespace

int main(int argc, char** argv) {
    std::string csv;
    for (int i = 1; i + 1 < argc; ++i)
        if (std::string_view(argv[i]) == "--csv") csv = argv[i + 1];
    const tenant::tenant office = hundred_users();
    const compilation done = compile({"seed", seed_roles(), {}}, office);
    const table& t = *done.policy;

    std::vector<question> all;
    for (const tenant::user& u : office.users)
        for (const verb_info& v : verbs)
            if (v.id != verb::call_emergency) all.push_back({*t.find_user(u.name), v.id, u.name, v.name});
    seeded_entropy dice(1);
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[dice.below(i)]);
    const std::vector<question> sample(all.begin(), all.begin() + sample_size);

    const std::size_t slash = csv.rfind('/');
    const auto peers = run_peers(t, sample, slash == std::string::npos ? "." : csv.substr(0, slash));
    const double by_id = time_one(all, [&](const question& q) { return t.decide({q.who, q.what}).allowed; });
    const double by_name = time_one(all, [&](const question& q) { return t.decide(q.user, q.verb_name).allowed; });

    std::string rows = "task,case,peer,ours_ns,peer_ns,ratio,n\n";
    rows += fmt::format("policy,by_id,none,{:.1f},,,{}\n", by_id, all.size());
    rows += fmt::format("policy,by_name,none,{:.1f},,,{}\n", by_name, all.size());
    for (const peer_row& p : peers)
        rows += fmt::format("policy,by_name,{},{:.1f},{:.0f},{:.0f},{}\n", p.name, by_name, p.nanoseconds,
                            p.nanoseconds / by_name, sample_size);
    std::cout << rows;
    if (peers.empty()) std::cerr << "no peer: python3 imports neither casbin nor cedarpy\n";
    if (!csv.empty()) std::ofstream(csv) << rows;
}
