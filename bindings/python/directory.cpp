// SPDX-License-Identifier: BSL-1.0
#include "directory.hpp"

#include <optional>
#include <vector>

#include "numbers.hpp"
#include "values.hpp"

namespace almon::python {

namespace {

struct operator_view {
    shared_directory from;
    const operators::operator_info* info;
};

mapped_directory open_directory(const py::object& path) {
    const std::string name = path_of(path);
    const py::gil_scoped_release free;
    auto opened = operators::directory::open(name);
    if (!opened) {
        const py::gil_scoped_acquire lock;
        raise(diagnostic{opened.error(), name, 0, 0, {}, {}, severity::rejected});
    }
    return {std::make_shared<const operators::directory>(std::move(*opened))};
}

py::list look_up_many(const shared_directory& from, const numbers& all) {
    std::vector<std::optional<operators::assignment>> found(all.values.size());
    {
        const py::gil_scoped_release free;
        std::vector<number> readable;
        readable.reserve(all.values.size());
        for (const std::uint64_t value : all.values) readable.push_back(almon::detail::make_number(value));
        from->lookup(readable, found); // nobody holds the number 0
    }
    py::list out(found.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        out[i] = found[i] ? py::cast(assignment{from, *found[i]}) : py::object(py::none());
    return out;
}

void verify(const mapped_directory& d) {
    const auto done = [&] {
        const py::gil_scoped_release free;
        return d.shared->verify();
    }();
    if (!done) raise(done.error());
}

py::list operator_names(const mapped_directory& d) {
    py::list names;
    for (const operators::operator_info& o : d.shared->operators()) names.append(text(o.name));
    return names;
}

py::object source_of(const assignment& a) {
    const auto origin = a.from->origin_of(a.found);
    if (!origin) return py::none();
    return py::make_tuple(text(origin->source->file), origin->row);
}

py::dict to_dict(const assignment& a) {
    const auto told = [](const operators::operator_info& o) {
        py::dict one;
        one["name"] = text(o.name);
        one["inn"] = text_or_none(o.inn);
        one["brand"] = text_or_none(o.brand);
        return one;
    };
    py::dict out;
    out["operator"] = told(*a.found.now);
    out["holder"] = told(*a.found.holder);
    out["ported"] = text(to_string(a.found.carried));
    out["region"] = text_or_none(a.found.region->name);
    out["regions"] = list_of(a.found.region->codes);
    out["zones"] = list_of(a.found.region->zones);
    out["source"] = source_of(a);
    return out;
}

void add_answers(py::module_& m) {
    py::class_<operator_view>(m, "Operator", "A legal entity that holds or serves numbers.")
        .def_property_readonly(
            "name", [](const operator_view& o) { return text(o.info->name); }, "As the newest register spells it.")
        .def_property_readonly(
            "inn", [](const operator_view& o) { return text_or_none(o.info->inn); },
            "The taxpayer number, or None where no register tells it.")
        .def_property_readonly(
            "brand", [](const operator_view& o) { return text_or_none(o.info->brand); },
            "`mts`, as trunks name their operator, or None.")
        .def(
            "__eq__", [](const operator_view& a, const operator_view& b) { return a.info->key == b.info->key; },
            py::is_operator())
        .def("__hash__", [](const operator_view& o) { return std::hash<std::string_view>()(o.info->key); })
        .def("__repr__", [](const operator_view& o) { return "<Operator " + std::string(o.info->name) + ">"; });
    py::class_<assignment> found(m, "Assignment",
                                 "Whose a number is, by the registers that the directory was built from.");
    found
        .def_property_readonly(
            "operator",
            [](const assignment& a) {
                return operator_view{a.from, a.found.now};
            },
            "Who serves the number now, as far as is known.")
        .def_property_readonly(
            "holder",
            [](const assignment& a) {
                return operator_view{a.from, a.found.holder};
            },
            "Whose range it lies in.")
        .def_property_readonly(
            "ported", [](const assignment& a) { return text(to_string(a.found.carried)); },
            "Whether it was carried to another operator: `unknown`, `no`, `yes`.")
        .def_property_readonly(
            "region", [](const assignment& a) { return text_or_none(a.found.region->name); },
            "Where the range is at home, in words.")
        .def_property_readonly(
            "regions", [](const assignment& a) { return list_of(a.found.region->codes); },
            "The same as ISO 3166-2 codes.")
        .def_property_readonly(
            "zones", [](const assignment& a) { return list_of(a.found.region->zones); },
            "Time zones that the number may be in.")
        .def_property_readonly("source", &source_of, "The register's file and row, or None.")
        .def("__repr__", [](const assignment& a) {
            return "<Assignment: " + std::string(a.found.now->name) + ", " + std::string(a.found.region->name) + ">";
        });
    method(found, "to_dict", &to_dict, "All of it as plain values.");
}

} // namespace

number number_of(const py::object& given, std::string_view home, std::string_view area) {
    if (py::isinstance<numbering::parsed>(given)) return py::cast<const numbering::parsed&>(given).number();
    if (!PyUnicode_Check(given.ptr())) throw py::type_error("number: a Number or a text is needed");
    return value_of(numbering::parse(std::string(py::str(given)), {home, area}));
}

py::object look_up(const shared_directory& from, number n) {
    const auto found = from->lookup(n);
    return found ? py::cast(assignment{from, *found}) : py::none();
}

void add_directory(py::module_& m) {
    add_answers(m);
    using mapped = mapped_directory;
    py::class_<mapped> directory(m, "Directory",
                                 "The operator directory: a snapshot made by `almon operators build`, mapped into "
                                 "memory. Share it between threads freely.");
    constructor<mapped>(directory, "Directory", &open_directory, py::arg("path"));
    method(
        directory, "lookup",
        [](const mapped& d, const py::object& n, std::string_view home, std::string_view area) {
            return look_up(d.shared, number_of(n, home, area));
        },
        py::arg("number"), py::kw_only(), py::arg("home") = "RU", py::arg("area") = "",
        "Whose the number is: an `Assignment`, or None where no register knows. Takes a `Number` or a text.");
    method(
        directory, "lookup_many", [](const mapped& d, const numbers& all) { return look_up_many(d.shared, all); },
        py::arg("numbers"), "The same for many `Numbers` at once, in their order.");
    method(directory, "verify", &verify, "Reads the whole file and raises `Error` where it is damaged.");
    directory
        .def_property_readonly(
            "built", [](const mapped& d) { return datetime_of(d.shared->built(), {}); }, "When it was built.")
        .def_property_readonly(
            "numbers", [](const mapped& d) { return d.shared->numbers(); }, "How many numbers somebody holds.")
        .def_property_readonly("operators", &operator_names, "The names of all operators.")
        .def("__repr__",
             [](const mapped& d) { return "<Directory: " + std::to_string(d.shared->numbers()) + " numbers>"; });
}

} // namespace almon::python
