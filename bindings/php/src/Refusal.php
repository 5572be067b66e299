<?php

declare(strict_types=1);

namespace Almon;

/** Why something was refused: an answer, not a failure. */
final class Refusal
{
    /** @internal made by the library */
    public function __construct(
        /** The code that all languages share, such as `office.not_allowed`. */
        public readonly string $errorCode,
        public readonly string $message,
    ) {
    }
}
