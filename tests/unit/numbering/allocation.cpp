// SPDX-License-Identifier: BSL-1.0
// The hot paths allocate nothing: reading any spelling, refusing any junk, looking up, formatting.
#include <almon/numbering/parse.hpp>

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <almon/numbering/format.hpp>
#include <almon/numbering/zones.hpp>

#include "support/allocations.hpp"

namespace {

using namespace almon;
using namespace almon::numbering;

TEST(Allocation, NeitherReadingNorFormattingAllocates) {
    const std::string junk(65536, '7');
    const std::array<std::string_view, 12> texts = {"+79161234567",
                                                    "8 (916) 123-45-67",
                                                    "8 495 123-45-67 доб. 123",
                                                    "\"Иванов\" <sip:+79161234567@pbx>;tag=1",
                                                    "tel:123-45-67;phone-context=+7-495",
                                                    "1-800-FLOWERS",
                                                    "٠٩١٦١٢٣٤٥٦٧",
                                                    "0343 15-555-1212",
                                                    "anonymous",
                                                    "",
                                                    "no number here",
                                                    junk};
    std::vector<result<parsed>> results(texts.size(), error(errc::empty));
    const std::size_t before = test::allocations();
    std::size_t sum = 0;
    for (const char* const region : {"RU", "US", "AR", ""}) {
        read(texts, results, {region, "495"});
        for (const result<parsed>& r : results) {
            if (!r) continue;
            for (const style s : {style::e164, style::international, style::national, style::rfc3966})
                sum += format(*r, s).view().size();
            sum += look_up(r->number()).region().size() + zones(r->number()).size();
        }
    }
    EXPECT_EQ(test::allocations(), before);
    EXPECT_GT(sum, 0u);
}

TEST(Allocation, IsCounted) {
    const std::size_t before = test::allocations();
    const std::string long_enough(100, 'x');
    EXPECT_GT(test::allocations(), before) << long_enough;
}

} // namespace
