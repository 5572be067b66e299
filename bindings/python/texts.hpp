// SPDX-License-Identifier: BSL-1.0
#pragma once

// Many texts of Python as views that can be read without the interpreter's lock: a list or
// tuple, a NumPy array of strings, an Arrow string column (C data interface), or anything that can be iterated.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bind.hpp"

namespace almon::python {

/// Texts that were given. *Lifetime*: the views live as long as this object, which keeps what they point into. Make
/// and destroy it under the interpreter's lock.
class texts {
public:
    /// Raises `TypeError` for what is no column of texts.
    explicit texts(py::handle given);
    ~texts();
    texts(const texts&) = delete;
    texts& operator=(const texts&) = delete;

    /// An absent text (None, a null of Arrow) is empty.
    [[nodiscard]] const std::vector<std::string_view>& views() const noexcept { return views_; }

private:
    void take_sequence(py::handle given);
    void take_buffer(py::handle given);
    void take_arrow_array(const py::object& capsules);
    void take_arrow_stream(const py::object& capsule);
    void take_items(PyObject* const* items, std::size_t count);
    void settle(std::shared_ptr<std::string> all);

    std::vector<std::string_view> views_;
    std::vector<std::shared_ptr<void>> keep_; ///< buffers, arrays and tuples that the views point into
};

} // namespace almon::python
