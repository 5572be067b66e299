// SPDX-License-Identifier: BSL-1.0
#include <almon/masking/ledger.hpp>

#include "support/ledger_contract.hpp"
#include "support/memory_ledger.hpp"

namespace almon::testing {

struct in_memory {
    masking::ledger& ledger() { return kept; }
    memory_ledger kept;
};
INSTANTIATE_TYPED_TEST_SUITE_P(memory, ledger_contract, in_memory);

} // namespace almon::testing
