// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <almon/numbering/format.hpp>

#include "numbers.hpp"
#include "texts.hpp"

namespace almon::python {

namespace {

using namespace numbering;

numbers parse_views(const std::vector<std::string_view>& views, const home& where) {
    constexpr std::size_t piece = 64; // results and the next texts stay in the first cache
    numbers all;
    all.values.resize(views.size());
    std::vector<result<number>> results(std::min(piece, views.size()), result<number>(error(errc::empty)));
    for (std::size_t first = 0; first < views.size(); first += piece) {
        const std::size_t count = std::min(piece, views.size() - first);
        for (std::size_t i = first + count; i < std::min(first + 2 * piece, views.size()); ++i)
            __builtin_prefetch(views[i].data());
        parse(std::span(views).subspan(first, count), std::span(results).first(count), where);
        for (std::size_t i = 0; i < count; ++i) {
            if (results[i]) all.values[first + i] = results[i]->value();
            else all.failures.push_back({first + i, results[i].error()});
        }
    }
    return all;
}

numbers parse_numbers(const py::object& given, std::string_view region, std::string_view area) {
    const texts column(given);
    const py::gil_scoped_release free;
    return parse_views(column.views(), {region, area});
}

parsed read_back(std::uint64_t value) {
    const number n = almon::detail::make_number(value);
    return {n, look_up(n), origin::plus};
}

py::object item(const numbers& all, py::ssize_t index) {
    const auto size = static_cast<py::ssize_t>(all.values.size());
    if (index < 0) index += size;
    if (index < 0 || index >= size) throw py::index_error("there are " + std::to_string(size) + " numbers");
    const std::uint64_t value = all.values[static_cast<std::size_t>(index)];
    return value ? py::cast(read_back(value)) : py::none();
}

/// What `tell` says of each number; None for what could not be read.
template <class Tell>
py::list for_each(const numbers& all, Tell tell) {
    py::list out(all.values.size());
    for (std::size_t i = 0; i < all.values.size(); ++i) {
        const std::uint64_t value = all.values[i];
        out[i] = value ? tell(almon::detail::make_number(value)) : py::object(py::none());
    }
    return out;
}

py::dict errors_of(const numbers& all) {
    py::dict out;
    for (const numbers::failed& f : all.failures) out[py::int_(f.index)] = exception_of(f.reason);
    return out;
}

/// A read-only view of eight bytes a number, which keeps the numbers alive.
py::memoryview values_of(const py::object& self) {
    return py::memoryview(self);
}

py::buffer_info buffer_of(numbers& all) {
    return {all.values.data(),
            sizeof(std::uint64_t),
            py::format_descriptor<std::uint64_t>::format(),
            1,
            {all.values.size()},
            {sizeof(std::uint64_t)},
            true};
}

constexpr const char* numbers_doc =
    "Many numbers in eight bytes each, in the order of the texts that they were read from; a sequence of `Number`,\n"
    "with None for what could not be read. Extensions are not kept. `values` and `numpy.asarray(numbers)` show the\n"
    "same memory without a copy.";

} // namespace

void add_numbers(py::module_& m) {
    py::class_<numbers> batch(m, "Numbers", py::buffer_protocol(), numbers_doc);
    batch.def_buffer(&buffer_of)
        .def("__len__", [](const numbers& all) { return all.values.size(); })
        .def("__repr__",
             [](const numbers& all) {
                 return "<Numbers: " + std::to_string(all.values.size()) + ", unreadable " +
                        std::to_string(all.failures.size()) + ">";
             })
        .def_property_readonly(
            "values", &values_of,
            "The numbers' values as a memoryview of unsigned 64-bit integers; 0 where there is none.")
        .def_property_readonly("errors", &errors_of,
                               "A dict from the index of each unreadable text to its ParseError.");
    method(batch, "__getitem__", &item, py::arg("index"));
    const auto told = [&](const char* name, auto tell, const char* doc) {
        method(
            batch, name, [tell](const numbers& all) { return for_each(all, tell); }, doc);
    };
    told(
        "e164", [](number n) -> py::object { return text(format(n, style::e164).view()); },
        "`+79161234567` of each: full numbers, so mind where they go.");
    told(
        "masked", [](number n) -> py::object { return py::cast(n.masked()); }, "`+7 916 ***-**-67` of each.");
    told(
        "regions", [](number n) { return text_or_none(look_up(n).region()); }, "The region of each.");
    told(
        "types", [](number n) -> py::object { return text(to_string(look_up(n).type())); }, "The type of each.");
    told(
        "valid", [](number n) -> py::object { return py::bool_(look_up(n).valid()); }, "Whether each is valid.");
    function(
        m, "parse_many", &parse_numbers, py::arg("texts"), py::kw_only(), py::arg("home") = "RU", py::arg("area") = "",
        "Reads many texts at once without the interpreter's lock: a list, a NumPy array of strings, an Arrow string "
        "column (`__arrow_c_array__` or `__arrow_c_stream__`), or anything that can be iterated. None and nulls are "
        "empty texts.");
}

} // namespace almon::python
