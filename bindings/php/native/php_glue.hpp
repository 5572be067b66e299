// SPDX-License-Identifier: BSL-1.0
#pragma once

// Plain values to and from PHP's own. Included by the file that SWIG writes, after all C++ headers: PHP's headers define
// macros such as `lookup`.

#include <string>
#include <string_view>
#include <vector>

#include "answer.hpp"

#include "php.h"

namespace almon::php {

inline void to_zval(const json::value& from, zval* to);

inline void to_zval(std::string_view text, zval* to) {
    if (text.empty()) ZVAL_EMPTY_STRING(to);
    else ZVAL_STRINGL(to, text.data(), text.size());
}

inline void to_zval(const json::array& from, zval* to) {
    array_init_size(to, static_cast<std::uint32_t>(from.size()));
    zend_hash_real_init_packed(Z_ARRVAL_P(to));
    for (const json::value& each : from) {
        zval item;
        to_zval(each, &item);
        zend_hash_next_index_insert_new(Z_ARRVAL_P(to), &item);
    }
}

inline void to_zval(const json::object& from, zval* to) {
    array_init_size(to, static_cast<std::uint32_t>(from.size()));
    for (const auto& [key, value] : from) {
        zval item;
        to_zval(value, &item);
        zend_hash_str_update(Z_ARRVAL_P(to), key.data(), key.size(), &item);
    }
}

inline void to_zval(const json::value& from, zval* to) {
    switch (from.kind()) {
    case json::kind::null: ZVAL_NULL(to); break;
    case json::kind::bool_: ZVAL_BOOL(to, from.get_bool()); break;
    case json::kind::int64: ZVAL_LONG(to, from.get_int64()); break;
    case json::kind::uint64: ZVAL_LONG(to, static_cast<zend_long>(from.get_uint64())); break;
    case json::kind::double_: ZVAL_DOUBLE(to, from.get_double()); break;
    case json::kind::string: to_zval(std::string_view(from.get_string()), to); break;
    case json::kind::array: to_zval(from.get_array(), to); break;
    case json::kind::object: to_zval(from.get_object(), to); break;
    }
}

/// The bytes of a PHP string, nothing else: what is no string is a TypeError. *Lifetime*: of the argument.
inline bool read_argument(zval& from, std::uint32_t place, std::string_view& to) {
    if (Z_TYPE(from) != IS_STRING) {
        zend_argument_type_error(place, "must be of type string, %s given", zend_zval_type_name(&from));
        return false;
    }
    to = {Z_STRVAL(from), Z_STRLEN(from)};
    return true;
}

inline bool read_argument(zval& from, std::uint32_t place, std::int64_t& to) {
    if (Z_TYPE(from) != IS_LONG) {
        zend_argument_type_error(place, "must be of type int, %s given", zend_zval_type_name(&from));
        return false;
    }
    to = Z_LVAL(from);
    return true;
}

/// A list of strings. *Lifetime*: of the argument.
inline bool read_argument(zval& from, std::uint32_t place, std::vector<std::string_view>& to) {
    if (Z_TYPE(from) != IS_ARRAY) {
        zend_argument_type_error(place, "must be of type array, %s given", zend_zval_type_name(&from));
        return false;
    }
    to.reserve(zend_hash_num_elements(Z_ARRVAL(from)));
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL(from), item) {
        ZVAL_DEREF(item);
        if (Z_TYPE_P(item) != IS_STRING) {
            zend_argument_type_error(place, "must be a list of strings, one is of type %s", zend_zval_type_name(item));
            return false;
        }
        to.emplace_back(Z_STRVAL_P(item), Z_STRLEN_P(item));
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

} // namespace almon::php
