<?php

declare(strict_types=1);

namespace Almon;

/** The missed calls of one of our numbers in one hour of the day. */
final class LineHour
{
    private function __construct(
        /** Our number; null where no record tells. */
        public readonly ?string $did,
        /** Which advert shows it. */
        public readonly ?string $campaign,
        /** 0 to 23, of the office's clock. */
        public readonly int $hour,
        public readonly MissedCount $count,
    ) {
    }

    /**
     * @internal made by the library
     * @param array<string, mixed> $facts
     */
    public static function of(array $facts): self
    {
        return new self($facts['did'], $facts['campaign'], $facts['hour'], MissedCount::of($facts));
    }
}
