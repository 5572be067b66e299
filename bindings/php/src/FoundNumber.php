<?php

declare(strict_types=1);

namespace Almon;

/** A number in a text. */
final class FoundNumber
{
    private function __construct(
        public readonly Number $number,
        /** Its first byte. */
        public readonly int $begin,
        /** The byte after its last. */
        public readonly int $end,
    ) {
    }

    /**
     * @internal made by the library
     * @param array{int, int, int, string} $row
     */
    public static function ofRow(array $row): self
    {
        return new self(Number::ofValue($row[2], $row[3]), $row[0], $row[1]);
    }
}
