// SPDX-License-Identifier: BSL-1.0
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <almon/cdr/assembler.hpp>
#include <almon/cdr/readers/record_files.hpp>
#include <almon/office/offices.hpp>

#include "call.hpp"
#include "records.hpp"

namespace almon::python {

namespace {

/// What `read_calls` was asked for.
struct reading {
    std::vector<std::string> paths;
    cdr::record_files::settings how;
    office::shared_access asked; ///< of the offices
    bool explain = false;
};

/// A call, and which telling of it this is.
struct version_of_call {
    cdr::call call;
    std::uint32_t version = 1;
};

/// Files of records as a stream of calls. Reads on only while it has none to give.
class call_reader {
public:
    explicit call_reader(reading wanted)
        : wanted_(std::move(wanted)), calls_(records(), [this](const cdr::call& c) { ready_.push_back({c}); }),
          files_(
              wanted_.paths, wanted_.how, [this](const diagnostic& d) { mistakes_.push_back(d); },
              [this](const diagnostic& d) {
                  if (unread_ || d.reason == cdr::errc::empty_file) mistakes_.push_back(d);
                  else unread_ = d;
              }) {}

    /// The next call; nothing after the last. Called without the interpreter's lock.
    std::optional<version_of_call> next() {
        const std::scoped_lock lock(guard_);
        while (ready_.empty() && !over_) read_on();
        if (ready_.empty()) return std::nullopt;
        version_of_call first = std::move(ready_.front());
        ready_.pop_front();
        return first;
    }

    /// Of the first file that could not be read, to be told once the calls of the others are given.
    std::optional<diagnostic> take_unread() {
        const std::scoped_lock lock(guard_);
        return std::exchange(unread_, std::nullopt);
    }

    [[nodiscard]] const reading& wanted() const noexcept { return wanted_; }
    [[nodiscard]] std::vector<diagnostic> mistakes() const {
        const std::scoped_lock lock(guard_);
        return mistakes_;
    }
    [[nodiscard]] std::vector<std::string> withdrawn() const {
        const std::scoped_lock lock(guard_);
        return withdrawn_;
    }

private:
    [[nodiscard]] cdr::shared_records records() const {
        cdr::shared_records all = wanted_.asked.shared;
        for (cdr::context& c : all.contexts) c.explain = wanted_.explain;
        return all;
    }
    void read_on() {
        if (files_.read_some(calls_)) return;
        calls_.finish();
        files_.amend_late(calls_, [this](const cdr::call& c, const cdr::difference& d) {
            if (d.withdrawn) withdrawn_.push_back(c.id);
            else ready_.push_back({c, d.version});
        });
        over_ = true;
    }

    mutable std::mutex guard_; ///< two threads may ask for calls: each gets some
    reading wanted_;
    std::deque<version_of_call> ready_;
    std::vector<std::string> withdrawn_;
    cdr::assembler calls_;
    std::vector<diagnostic> mistakes_;
    std::optional<diagnostic> unread_; ///< of the first file that could not be read
    cdr::record_files files_;
    bool over_ = false;
};

std::unique_ptr<call_reader> read_calls(const py::object& path, const std::string& format, const py::object& office,
                                        const std::string& tz, std::vector<std::string> columns, bool explain) {
    reading wanted;
    wanted.paths = paths_of(path);
    const auto offices = offices_of(office);
    wanted.how = settings_of(format, tz, std::move(columns), offices);
    std::vector<almon::office::record_access> asked;
    for (const auto& o : offices) asked.push_back(o->records());
    wanted.asked = almon::office::share(std::move(asked)).value();
    wanted.explain = explain;
    return std::make_unique<call_reader>(std::move(wanted));
}

told_call next_call(call_reader& r) {
    std::optional<version_of_call> found;
    {
        const py::gil_scoped_release free;
        found = r.next();
    }
    if (!found) {
        if (const auto unread = r.take_unread()) raise(*unread);
        throw py::stop_iteration();
    }
    const time_zone zone = r.wanted().asked.zone_of(found->call, r.wanted().how.zone);
    return {std::move(found->call), zone, r.wanted().explain, found->version};
}

} // namespace

void add_calls(py::module_& m) {
    add_call(m);
    py::class_<call_reader>(m, "CallReader", "An iterator over the calls of some files; made by `read_calls`.")
        .def("__iter__", [](py::object self) { return self; })
        .def("__next__", &next_call)
        .def_property_readonly(
            "mistakes", [](const call_reader& r) { return r.mistakes(); },
            "What was wrong with the records read so far: a list of Mistake. Bad records cost "
            "themselves and nothing else. An empty file is named here, too, as is each file that cannot be read but "
            "the "
            "first, which is raised after the last call.")
        .def_property_readonly(
            "withdrawn", [](const call_reader& r) { return r.withdrawn(); },
            "Ids of calls that were given and turned out to be part of another, because records of them came late: "
            "whoever keeps calls deletes these. A list, complete when all calls were given.");
    function(
        m, "read_calls", &read_calls, py::arg("path"), py::kw_only(), py::arg("format") = "auto",
        py::arg("office") = py::none(), py::arg("tz") = "", py::arg("columns") = std::vector<std::string>(),
        py::arg("explain") = false,
        "Reads one file of call records, or a list of files, as calls, in the order in which they ended. A call of "
        "which records came too late (cdr.late_record) comes once more at the end, whole, as version 2: the last one "
        "with "
        "an id counts, but for those of `withdrawn`. `tz` is "
        "the zone of times written without one; the office file's when empty. `office` may be a list of offices that "
        "share a PBX: each call is of the one that claims it, or of none, under `default`.");
    py::list names;
    for (const std::string_view name : cdr::format_names()) names.append(text(name));
    m.attr("FORMATS") = py::tuple(names);
}

} // namespace almon::python
