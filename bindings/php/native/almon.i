// The internal layer: functions over strings, integers and lists of strings. Not for users: bindings/php/src is.
%module almon

%{
#include <almon/core/error.hpp>

#include "directory.hpp"
#include "library.hpp"
#include "number.hpp"
#include "policy.hpp"

#include "php_glue.hpp"
%}

%rename("almon_%s") "";

// Exactly these types; SWIG's own conversions guess, and leak what they guess.
%typemap(in) std::string_view, std::int64_t {
  if (!almon::php::read_argument($input, $argnum, $1)) return;
}
%typemap(in) const std::vector<std::string_view>& (std::vector<std::string_view> held) {
  if (!almon::php::read_argument($input, $argnum, held)) return;
  $1 = &held;
}
%typemap(out) almon::php::answer { almon::php::to_zval($1, return_value); }

// No C++ exception reaches PHP.
%exception {
  try {
    $action
  } catch (const almon::store_error& e) {
    result = almon::php::failed_store(e.reason(), e.what());
  } catch (const almon::failure& e) {
    result = almon::php::failed(e.reason());
  } catch (const std::exception&) {
    result = almon::php::failed(almon::core_errc::io);
  }
}


namespace almon::php {

class answer;

answer version();
answer errors();
answer verbs();
answer words();

answer number_parse(std::string_view text, std::string_view home, std::string_view area);
answer number_read(std::string_view text, std::string_view home, std::string_view area);
answer number_parse_many(const std::vector<std::string_view>& texts, std::string_view home, std::string_view area);
answer number_facts(std::int64_t value);
answer number_format(std::int64_t value, std::string_view extension, std::int64_t style);
answer number_masked(std::int64_t value);
answer number_example(std::string_view region, std::string_view type);
answer number_zones(std::int64_t value);

answer directory_open(std::string_view path);
answer directory_info(std::int64_t id);
answer directory_verify(std::int64_t id);
answer directory_lookup(std::int64_t id, std::int64_t number);

answer policy_load(std::string_view path);
answer policy_decide(std::int64_t id, std::string_view user, std::string_view verb, std::string_view object,
                     const std::vector<std::string_view>& facts, std::int64_t at);
answer policy_explain(std::int64_t id, std::string_view user, std::string_view verb, std::string_view object,
                      const std::vector<std::string_view>& facts, std::int64_t at);
answer policy_who(std::int64_t id, std::string_view verb, std::string_view object,
                  const std::vector<std::string_view>& facts, std::int64_t at);

} // namespace almon::php
