<?php

declare(strict_types=1);

namespace Almon;

/** How many there were. */
final class MissedCount
{
    private function __construct(
        /** Messages included. */
        public readonly int $missed,
        /** Of them: left a message. */
        public readonly int $messages,
        /** Of them: while the office was closed. */
        public readonly int $outsideHours,
        /** Of them: nobody called back, or answered when they called again. */
        public readonly int $unresolved,
        /** Beside them: gave up before anybody could have answered. */
        public readonly int $shortAbandons,
    ) {
    }

    /**
     * @internal made by the library
     * @param array<string, mixed> $facts
     */
    public static function of(array $facts): self
    {
        return new self(
            $facts['missed'],
            $facts['messages'],
            $facts['outside_hours'],
            $facts['unresolved'],
            $facts['short_abandons'],
        );
    }
}
