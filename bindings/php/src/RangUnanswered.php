<?php

declare(strict_types=1);

namespace Almon;

/** Somebody whose phone rang without an answer. */
final class RangUnanswered
{
    private function __construct(
        /** The extension. */
        public readonly string $who,
        /** At how many missed calls. */
        public readonly int $missed,
    ) {
    }

    /**
     * @internal made by the library
     * @param array<string, mixed> $facts
     */
    public static function of(array $facts): self
    {
        return new self($facts['who'], $facts['missed']);
    }
}
