<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Time;

/** A short number that stands for an outside party of a deal. */
final class Alias
{
    private function __construct(
        public readonly string $digits,
        public readonly string $deal,
        /** Which party of the deal: `client`, `owner`; null where nobody said. */
        public readonly ?string $label,
        public readonly Number $party,
        public readonly \DateTimeImmutable $opened,
        /** When it was last used; at first when it was opened. */
        public readonly \DateTimeImmutable $active,
        public readonly ?\DateTimeImmutable $closed,
    ) {
    }

    /**
     * @internal made by the library
     * @param list<mixed> $row
     */
    public static function ofRow(array $row): self
    {
        return new self(
            $row[0],
            $row[1],
            $row[2],
            Number::ofValue($row[3]),
            Time::ofMicroseconds($row[4]),
            Time::ofMicroseconds($row[5]),
            $row[6] === null ? null : Time::ofMicroseconds($row[6]),
        );
    }
}
