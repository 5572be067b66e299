// SPDX-License-Identifier: BSL-1.0
#pragma once

// Plain values to and from PHP's own. Included by the file that SWIG writes, after all C++ headers: PHP's headers define
// macros such as `lookup`.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "answer.hpp"
#include "office.hpp"

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

/// A PHP callable that is asked for clients: given a number's value it returns `[entity, name, responsible]`, null for
/// nobody, or false where it does not answer.
class php_clients final : public client_source {
public:
    explicit php_clients(zval& callable) noexcept : callable_(callable) {}

    std::optional<office::client> find(number caller) override {
        zval argument, result;
        ZVAL_LONG(&argument, static_cast<zend_long>(caller.value()));
        ZVAL_UNDEF(&result);
        const bool called = call_user_function(nullptr, nullptr, &callable_, &result, 1, &argument) == SUCCESS;
        std::optional<office::client> found;
        const bool answered = called && !EG(exception) && read(result, found);
        zval_ptr_dtor(&result);
        if (!answered) throw std::runtime_error("the program did not answer");
        return found;
    }

private:
    static bool read(zval& from, std::optional<office::client>& to) {
        if (Z_TYPE(from) == IS_NULL) return true;
        if (Z_TYPE(from) != IS_ARRAY || zend_hash_num_elements(Z_ARRVAL(from)) != 3) return false;
        std::string texts[3];
        for (zend_ulong i = 0; i < 3; ++i) {
            const zval* const text = zend_hash_index_find(Z_ARRVAL(from), i);
            if (!text || Z_TYPE_P(text) != IS_STRING) return false;
            texts[i].assign(Z_STRVAL_P(text), Z_STRLEN_P(text));
        }
        to = office::client{texts[0], texts[1], texts[2]};
        return true;
    }

    zval& callable_;
};

/// Null, or something that can be called.
inline bool read_argument(zval& from, std::uint32_t place, std::optional<php_clients>& to) {
    if (Z_TYPE(from) == IS_NULL) return true;
    if (!zend_is_callable(&from, 0, nullptr)) {
        zend_argument_type_error(place, "must be a callable or null, %s given", zend_zval_type_name(&from));
        return false;
    }
    to.emplace(from);
    return true;
}

} // namespace almon::php
