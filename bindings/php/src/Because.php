<?php

declare(strict_types=1);

namespace Almon;

/** One step of the reasoning. */
final class Because
{
    /** @internal made by the library */
    public function __construct(
        /** A stable word, such as `line.to` or `policy.forbidden`. */
        public readonly string $rule,
        /** A sentence that holds no full number. */
        public readonly string $text,
        /** Line of the office file; null where no line of it decided. */
        public readonly ?int $line,
    ) {
    }
}
