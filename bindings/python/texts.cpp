// SPDX-License-Identifier: BSL-1.0
#include "texts.hpp"

#include <cstring>
#include <utility>

#include "arrow.hpp"

namespace almon::python {

namespace {

/// A reference that is given back under the interpreter's lock, which the owner of `texts` holds.
std::shared_ptr<void> keep(py::object o) {
    return std::make_shared<py::object>(std::move(o));
}

/// Texts lie scattered in memory: how many steps before its use one is asked for.
constexpr std::size_t prefetch_ahead = 16;

void append_character(Py_UCS4 c, std::string& out) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
        out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                static_cast<char>(0x80 | (c & 0x3F))};
    } else {
        out += {static_cast<char>(0xF0 | (c >> 18 & 7)), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    }
}

/// `count` characters of NumPy as bytes, where all are ASCII: four at a time, because a number is seldom longer than
/// sixteen, too few for a vectorised loop to pay.
bool narrow(const Py_UCS4* s, std::size_t count, char* out) {
    Py_UCS4 all = 0;
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        const Py_UCS4 a = s[i], b = s[i + 1], c = s[i + 2], d = s[i + 3];
        all |= a | b | c | d;
        const char four[4] = {static_cast<char>(a), static_cast<char>(b), static_cast<char>(c), static_cast<char>(d)};
        std::memcpy(out + i, four, sizeof four);
    }
    for (; i < count; ++i) {
        all |= s[i];
        out[i] = static_cast<char>(s[i]);
    }
    return all < 0x80;
}

/// Appends one UCS4 text of NumPy (padded with zeros) as UTF-8.
void append_utf8(const Py_UCS4* s, std::size_t count, std::string& out) {
    const std::size_t begin = out.size();
    out.resize(begin + count);
    if (narrow(s, count, out.data() + begin)) {
        while (count > 0 && out[begin + count - 1] == 0) --count;
        out.resize(begin + count);
        return;
    }
    out.resize(begin);
    while (count > 0 && s[count - 1] == 0) --count;
    for (std::size_t i = 0; i < count; ++i) append_character(s[i], out);
}

/// The UTF-8 of one item; None is empty.
std::string_view utf8_of(PyObject* item, std::size_t index) {
    if (item == Py_None) return {};
    if (!PyUnicode_Check(item))
        throw py::type_error("texts[" + std::to_string(index) + "] is " + Py_TYPE(item)->tp_name + ", not str");
    if (PyUnicode_IS_COMPACT_ASCII(item))
        return {static_cast<const char*>(PyUnicode_DATA(item)), static_cast<std::size_t>(PyUnicode_GET_LENGTH(item))};
    Py_ssize_t size = 0;
    const char* const data = PyUnicode_AsUTF8AndSize(item, &size);
    if (!data) throw py::error_already_set();
    return {data, static_cast<std::size_t>(size)};
}

/// A view of Arrow's `utf8` (32-bit offsets) or `large_utf8` (64-bit).
template <class Offset>
void append_offsets(const ArrowArray& a, std::vector<std::string_view>& out) {
    const auto* const offsets = static_cast<const Offset*>(a.buffers[1]) + a.offset;
    const auto* const data = static_cast<const char*>(a.buffers[2]);
    for (std::int64_t i = 0; i < a.length; ++i)
        out.emplace_back(data + offsets[i], static_cast<std::size_t>(offsets[i + 1] - offsets[i]));
}

/// Arrow's `utf8_view`: 16 bytes a text, short ones in place, long ones in one of the data buffers.
void append_string_views(const ArrowArray& a, std::vector<std::string_view>& out) {
    const auto* row = static_cast<const char*>(a.buffers[1]) + a.offset * 16;
    for (std::int64_t i = 0; i < a.length; ++i, row += 16) {
        std::int32_t head[4];
        std::memcpy(head, row, sizeof head);
        const auto size = static_cast<std::size_t>(head[0]);
        const char* const at = size <= 12 ? row + 4 : static_cast<const char*>(a.buffers[2 + head[2]]) + head[3];
        out.emplace_back(at, size);
    }
}

void append_arrow(std::string_view format, const ArrowArray& a, std::vector<std::string_view>& out) {
    const std::size_t first = out.size();
    if (a.length == 0) return;
    if (format == "u") append_offsets<std::int32_t>(a, out);
    else if (format == "U") append_offsets<std::int64_t>(a, out);
    else if (format == "vu") append_string_views(a, out);
    else throw py::type_error("texts: an Arrow column of strings is needed, not one of another type");
    const auto* const present = static_cast<const std::uint8_t*>(a.buffers[0]);
    if (!present || a.null_count == 0) return;
    for (std::int64_t i = 0; i < a.length; ++i) {
        const std::int64_t bit = a.offset + i;
        if (!(present[bit / 8] >> (bit % 8) & 1)) out[first + static_cast<std::size_t>(i)] = {};
    }
}

template <class Struct>
Struct* from_capsule(py::handle capsule, const char* name) {
    auto* const found = static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), name));
    if (!found) throw py::error_already_set();
    return found;
}

/// An Arrow structure that this library releases.
template <class Struct>
std::shared_ptr<Struct> owned() {
    return std::shared_ptr<Struct>(new Struct{}, [](Struct* s) {
        if (s->release) s->release(s);
        delete s;
    });
}

} // namespace

texts::texts(py::handle given) {
    if (PyUnicode_Check(given.ptr()) || PyBytes_Check(given.ptr()) || PyByteArray_Check(given.ptr()))
        throw py::type_error("texts: a list of texts is needed, not a single one");
    if (PyList_Check(given.ptr()) || PyTuple_Check(given.ptr())) take_sequence(given);
    else if (PyObject_CheckBuffer(given.ptr())) take_buffer(given);
    else if (py::hasattr(given, "__arrow_c_array__")) take_arrow_array(given.attr("__arrow_c_array__")());
    else if (py::hasattr(given, "__arrow_c_stream__")) take_arrow_stream(given.attr("__arrow_c_stream__")());
    else take_sequence(given);
}

texts::~texts() = default;

// The texts are copied: Python's objects lie scattered over five times their memory, so that one visit to each costs
// less than keeping them alive (which is two more) while the lock is let go and another thread may change the list.
void texts::take_items(PyObject* const* items, std::size_t count) {
    auto copies = std::make_shared<std::string>();
    copies->reserve(count * 16);
    views_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (i + prefetch_ahead < count) __builtin_prefetch(items[i + prefetch_ahead]);
        const std::string_view one = utf8_of(items[i], i);
        views_.emplace_back(copies->data(), one.size()); // moved to its place below, when all are copied
        copies->append(one);
    }
    settle(std::move(copies));
}

/// The views, whose sizes are right, lie one behind the other in `all`.
void texts::settle(std::shared_ptr<std::string> all) {
    const char* at = all->data();
    for (std::string_view& v : views_) {
        v = {at, v.size()};
        at += v.size();
    }
    keep_.push_back(std::move(all));
}

void texts::take_sequence(py::handle given) {
    const py::object all = py::reinterpret_steal<py::object>(PySequence_Fast(given.ptr(), "texts: a list is needed"));
    if (!all) throw py::error_already_set();
    take_items(PySequence_Fast_ITEMS(all.ptr()), static_cast<std::size_t>(PySequence_Fast_GET_SIZE(all.ptr())));
}

void texts::take_buffer(py::handle given) {
    auto buffer = std::make_shared<py::buffer_info>(py::reinterpret_borrow<py::buffer>(given).request());
    const std::string_view format = buffer->format;
    const char kind = format.empty() ? '\0' : format.back();
    if (buffer->ndim != 1 || (kind != 'w' && kind != 's' && format != "O"))
        throw py::type_error("texts: a one-dimensional array of texts is needed");
    const auto count = static_cast<std::size_t>(buffer->shape[0]);
    const auto width = static_cast<std::size_t>(buffer->itemsize);
    const auto* const first = static_cast<const char*>(buffer->ptr);
    const auto at = [&](std::size_t i) { return first + static_cast<std::ptrdiff_t>(i) * buffer->strides[0]; };
    if (kind == 'O') {
        py::tuple all(count);
        for (std::size_t i = 0; i < count; ++i)
            all[i] = py::reinterpret_borrow<py::object>(*reinterpret_cast<PyObject* const*>(at(i)));
        return take_sequence(all);
    }
    views_.reserve(count);
    if (kind == 's') {
        for (std::size_t i = 0; i < count; ++i) views_.emplace_back(at(i), strnlen(at(i), width));
        keep_.push_back(std::move(buffer));
        return;
    }
    if (format.front() == '>') throw py::type_error("texts: an array in the other byte order");
    auto utf8 = std::make_shared<std::string>();
    utf8->reserve(count * width / sizeof(Py_UCS4));
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t begin = utf8->size();
        append_utf8(reinterpret_cast<const Py_UCS4*>(at(i)), width / sizeof(Py_UCS4), *utf8);
        views_.emplace_back(utf8->data(), utf8->size() - begin);
    }
    settle(std::move(utf8));
}

void texts::take_arrow_array(const py::object& capsules) {
    const auto pair = py::cast<py::tuple>(capsules);
    if (pair.size() != 2) throw py::type_error("texts: __arrow_c_array__ gave no pair of schema and array");
    const auto* const schema = from_capsule<ArrowSchema>(pair[0], "arrow_schema");
    const auto* const array = from_capsule<ArrowArray>(pair[1], "arrow_array");
    views_.reserve(static_cast<std::size_t>(array->length));
    append_arrow(schema->format, *array, views_);
    keep_.push_back(keep(capsules));
}

void texts::take_arrow_stream(const py::object& capsule) {
    auto* const stream = from_capsule<ArrowArrayStream>(capsule, "arrow_array_stream");
    const auto schema = owned<ArrowSchema>();
    if (stream->get_schema(stream, schema.get())) throw py::value_error("texts: the Arrow stream failed");
    for (;;) {
        auto array = owned<ArrowArray>();
        if (stream->get_next(stream, array.get())) throw py::value_error("texts: the Arrow stream failed");
        if (!array->release) break;
        append_arrow(schema->format, *array, views_);
        keep_.push_back(std::move(array));
    }
    keep_.push_back(keep(capsule));
}

} // namespace almon::python
