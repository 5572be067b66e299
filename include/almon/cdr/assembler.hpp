// SPDX-License-Identifier: BSL-1.0
#pragma once

// From evidence to calls: joins what belongs together (one engine for finished rows and for live events), and folds
// each group into the calls that a person would count.
//
// Evidence may come in any order within `context::quiet`, several times, and from several sources; the calls are the
// same to the byte. They come out in the order in which they ended.
//
// With `on_call` each call is told once, when nothing more is to be expected: its final version. With `on_version` a call
// is told as soon as its end is certain, and again when later evidence amends it; the last version of each call is the
// one that the same evidence gives at once.
//
// A callback may throw. The tellings behind the one that did wait, evidence is taken as before, and the next `settle`,
// `advance`, `keep_from` or `finish` (and so `record_files::read_some`) throws it on; called again, it goes on with the next
// telling. So each comes once, and nothing is lost in between.
//
// *Complexity*: amortised constant per piece of evidence; memory for the open calls only. *Threads*: one at a time.

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <almon/cdr/call.hpp>
#include <almon/cdr/context.hpp>
#include <almon/cdr/evidence.hpp>
#include <almon/cdr/tenants.hpp>
#include <almon/cdr/version.hpp>

namespace almon::inline v0::cdr {

class assembler final : public evidence_sink {
public:
    /// Called with each finished call. *Lifetime*: the call is used again afterwards; copy what is to stay.
    using on_call = std::function<void(const call&)>;

    /// Called with each version of a call; of one that is withdrawn only the id is filled. *Lifetime*: as `on_call`.
    using on_version = std::function<void(const call&, const difference&)>;

    assembler(context ctx, on_call deliver);
    assembler(context ctx, on_version deliver);
    /// For the records of several offices; `call::tenant` tells whose each call is.
    assembler(shared_records ctx, on_call deliver);
    assembler(shared_records ctx, on_version deliver);
    ~assembler() override;
    assembler(assembler&&) noexcept;
    assembler& operator=(assembler&&) noexcept;

    /// Takes one piece of evidence, and delivers the calls that are over by it or a few pieces later (of versions: by
    /// `settle`).
    void take(const evidence& e) override;

    /// Tells the calls whose end is certain by now, and new versions of calls that later evidence changed. To be called
    /// after each piece of input; does nothing with `on_call`. An end is certain when every channel of the group is
    /// gone, when the PBX said so, or, where only finished records tell of it, `context::settle` after the last.
    void settle();

    /// From now on calls are read with these offices: what was told stays as it is until records come that change it.
    /// *Lifetime*: the offices given before may go.
    void use(shared_records offices);

    /// Record time has come to `now`: for sources that are known to have nothing older.
    void advance(instant now);

    /// Some source has records from `t` on still to give: calls that they may belong to are kept until it has. The
    /// latest word holds; `instant::max()` takes it back.
    void keep_from(instant t);

    /// The time of the newest record.
    [[nodiscard]] instant record_time() const noexcept;

    /// Delivers every call that is still open: the input is over.
    void finish();

    /// With `on_call`: where the first records stand that came when their calls had been told, more than `context::quiet`
    /// late. No call was made of them; `look_again` makes it good.
    [[nodiscard]] const std::vector<place>& late() const noexcept;
    /// After `finish`, before the same evidence is given once more from the beginning and finished: of that, only the
    /// calls with late records are told, whole, at its end. A call that was told before has version 2, and one that
    /// turned out to be part of another is withdrawn. Does nothing where nothing was late.
    void look_again(on_version tell);

    /// For a program that will be started again. The first line, in each source, of a call that may still change: what
    /// lies before needs never to be read again.
    [[nodiscard]] std::vector<place> needed();
    /// What was told of the calls that reading from `from` will meet again.
    [[nodiscard]] std::vector<told_call> told(std::span<const place> from) const;
    /// Before any evidence: what was told by the program's earlier run. `settle` only after all has been read again.
    void resume(std::span<const told_call> calls);

    struct counts {
        std::size_t evidence = 0; ///< taken
        std::size_t repeated = 0; ///< known already, and dropped
        std::size_t calls = 0;    ///< delivered; new versions are not counted
        std::size_t late = 0;     ///< calls or versions not told because their call had been let go
        std::size_t open = 0;     ///< groups not yet delivered
        std::size_t most_open = 0;
    };
    [[nodiscard]] counts count() const noexcept;

private:
    struct body;
    std::unique_ptr<body> body_;
};

} // namespace almon::inline v0::cdr
