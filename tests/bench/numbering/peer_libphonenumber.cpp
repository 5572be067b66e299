// SPDX-License-Identifier: BSL-1.0
#include "peer.hpp"

#include <map>

#include <phonenumbers/phonenumberutil.h>

namespace almon::bench {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

const char* type_name(PhoneNumberUtil::PhoneNumberType type) {
    static const std::map<PhoneNumberUtil::PhoneNumberType, const char*> names = {
        {PhoneNumberUtil::FIXED_LINE, "fixed_line"},
        {PhoneNumberUtil::MOBILE, "mobile"},
        {PhoneNumberUtil::FIXED_LINE_OR_MOBILE, "fixed_line_or_mobile"},
        {PhoneNumberUtil::TOLL_FREE, "toll_free"},
        {PhoneNumberUtil::PREMIUM_RATE, "premium_rate"},
        {PhoneNumberUtil::SHARED_COST, "shared_cost"},
        {PhoneNumberUtil::VOIP, "voip"},
        {PhoneNumberUtil::PERSONAL_NUMBER, "personal_number"},
        {PhoneNumberUtil::PAGER, "pager"},
        {PhoneNumberUtil::UAN, "uan"},
        {PhoneNumberUtil::VOICEMAIL, "voicemail"},
        {PhoneNumberUtil::UNKNOWN, "unknown"}};
    return names.at(type);
}

} // namespace

peer_result ask_libphonenumber(std::span<const question> questions, std::span<const verdict> expected) {
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    peer_result r{"libphonenumber C++ 8.12.57", 0, 0, questions.size(), true};
    PhoneNumber n;
    std::string region;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const bool read = util.Parse(questions[i].text, questions[i].home, &n) == PhoneNumberUtil::NO_PARSING_ERROR;
        verdict v;
        if (read) {
            util.GetRegionCodeForNumber(n, &region);
            v = {util.IsValidNumber(n), type_name(util.GetNumberType(n)), region == "ZZ" ? "" : region};
        }
        r.different += !(v == expected[i]);
    }
    std::size_t sum = 0;
    r.nanoseconds = time_each(questions.size(), 3, [&] {
        for (const question& q : questions) {
            if (util.Parse(q.text, q.home, &n) != PhoneNumberUtil::NO_PARSING_ERROR) continue;
            sum += util.IsValidNumber(n) + static_cast<std::size_t>(util.GetNumberType(n));
            util.GetRegionCodeForNumber(n, &region);
            sum += region.size();
        }
    });
    if (sum == 0) std::abort();
    return r;
}

peer_result format_libphonenumber(std::span<const question> questions, std::span<const std::string> expected) {
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    peer_result r{"libphonenumber C++ 8.12.57", 0, 0, questions.size(), true};
    std::vector<PhoneNumber> numbers(questions.size());
    std::string text;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        util.Parse(questions[i].text, questions[i].home, &numbers[i]);
        util.Format(numbers[i], PhoneNumberUtil::INTERNATIONAL, &text);
        r.different += text != expected[i];
    }
    std::size_t sum = 0;
    r.nanoseconds = time_each(numbers.size(), 3, [&] {
        for (const PhoneNumber& n : numbers) {
            util.Format(n, PhoneNumberUtil::INTERNATIONAL, &text);
            sum += text.size();
        }
    });
    if (sum == 0) std::abort();
    return r;
}

} // namespace almon::bench
