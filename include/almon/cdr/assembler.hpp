// SPDX-License-Identifier: BSL-1.0
#pragma once

// From evidence to calls: joins what belongs together (one engine for finished rows and for live events), and folds
// each group into the calls that a person would count.
//
// Evidence may come in any order within `context::quiet`, several times, and from several sources; the calls are the
// same to the byte. They come out in the order in which they ended.
//
// *Complexity*: amortised constant per piece of evidence; memory for the open calls only. *Threads*: one at a time.

#include <cstddef>
#include <functional>
#include <memory>

#include <almon/cdr/call.hpp>
#include <almon/cdr/context.hpp>
#include <almon/cdr/evidence.hpp>

namespace almon::inline v0::cdr {

class assembler final : public evidence_sink {
public:
    /// Called with each finished call. *Lifetime*: the call is used again afterwards; copy what is to stay.
    using on_call = std::function<void(const call&)>;

    assembler(context ctx, on_call deliver);
    ~assembler() override;
    assembler(assembler&&) noexcept;
    assembler& operator=(assembler&&) noexcept;

    /// Takes one piece of evidence, and delivers the calls that are over by it.
    void take(const evidence& e) override;

    /// Delivers every call that is still open: the input is over.
    void finish();

    struct counts {
        std::size_t evidence = 0; ///< taken
        std::size_t repeated = 0; ///< known already, and dropped
        std::size_t calls = 0;    ///< delivered
        std::size_t open = 0;     ///< groups not yet delivered
        std::size_t most_open = 0;
    };
    [[nodiscard]] counts count() const noexcept;

private:
    struct body;
    std::unique_ptr<body> body_;
};

} // namespace almon::inline v0::cdr
