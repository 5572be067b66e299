// The internal layer: functions over strings, integers and lists of strings. Not for users: bindings/php/src is.
%module almon

%{
#include <almon/core/error.hpp>

#include "calls.hpp"
#include "directory.hpp"
#include "library.hpp"
#include "missed.hpp"
#include "number.hpp"
#include "office.hpp"
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
%typemap(in) almon::php::client_source* (std::optional<almon::php::php_clients> held) {
  if (!almon::php::read_argument($input, $argnum, held)) return;
  $1 = held ? &*held : nullptr;
}
%typemap(out) almon::php::answer { almon::php::to_zval($1, return_value); }

// No C++ exception reaches PHP.
%exception {
  try {
    $action
  } catch (const almon::store_error& e) {
    result = almon::php::failed_store(e.reason(), e.what());
  } catch (const almon::office::office_error& e) {
    result = almon::php::failed_office({e.mistakes()});
  } catch (const almon::failure& e) {
    result = almon::php::failed(e.reason());
  } catch (const std::exception&) {
    result = almon::php::failed(almon::core_errc::io);
  }
}


namespace almon::php {

class answer;
class client_source;

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
answer text_find(std::string_view text, std::string_view home, std::string_view area);
answer text_diagnose(const std::vector<std::string_view>& texts, std::string_view home, std::string_view area);
answer text_redact(std::string_view text, std::string_view style, std::string_view home, std::string_view area);

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


answer calls_open(const std::vector<std::string_view>& files, std::string_view format, const std::vector<std::string_view>& offices,
                  std::string_view zone, const std::vector<std::string_view>& columns, std::int64_t explain);
answer calls_next(std::int64_t id, std::int64_t most);
answer calls_mistakes(std::int64_t id);
answer calls_withdrawn(std::int64_t id);
answer calls_close(std::int64_t id);
answer call_json(std::int64_t id);
answer call_version(std::int64_t id);
answer call_release(std::int64_t id);
answer missed_read(const std::vector<std::string_view>& files, std::string_view format, const std::vector<std::string_view>& offices,
                   std::string_view zone, const std::vector<std::string_view>& columns, std::string_view since, std::string_view until,
                   std::string_view viewer, std::int64_t at);
answer held();

answer office_open(std::string_view path, std::int64_t asks_php);
answer office_info(std::int64_t id);
answer office_reload(std::int64_t id);
answer office_incoming(std::int64_t id, std::string_view trunk, std::string_view did, std::string_view caller, std::string_view digits, std::int64_t at, client_source* clients);
answer office_dial(std::int64_t id, std::string_view user, std::string_view digits, std::string_view via, std::string_view caller, std::string_view trunk, std::string_view party, std::int64_t at);
answer office_decide(std::int64_t id, std::string_view user, std::string_view verb, std::string_view object, std::int64_t at);
answer office_route(std::int64_t id, std::string_view user, std::int64_t number, std::string_view trunk, std::int64_t at);
answer office_lookup(std::int64_t id, std::int64_t number);
answer office_zones(std::int64_t id, std::int64_t number);
answer office_safe_to_call(std::int64_t id, std::int64_t number, std::int64_t at, std::int64_t from, std::int64_t until);
answer office_view(std::int64_t id, std::int64_t call, std::string_view user, std::int64_t at);
answer alias_open(std::int64_t id, std::string_view deal, std::int64_t party, std::string_view label, std::string_view digits, std::int64_t at);
answer alias_grant(std::int64_t id, std::string_view digits, std::string_view grantee, std::int64_t until, std::int64_t at);
answer alias_revoke(std::int64_t id, std::string_view digits, std::string_view grantee);
answer alias_close(std::int64_t id, std::string_view digits, std::int64_t at);
answer alias_resolve(std::int64_t id, std::string_view digits, std::string_view user, std::int64_t at);

} // namespace almon::php
