<?php

declare(strict_types=1);

namespace Almon;

/** Whose a number is now. */
final class Assignment
{
    private function __construct(
        /** The operator that serves it, as far as is known. */
        public readonly string $operator,
        /** The operator whose range it lies in. */
        public readonly string $holder,
        /** `mts`, as trunks name their operator; null where the brand is not known. */
        public readonly ?string $brand,
        /** Taxpayer number; null where no register tells it. */
        public readonly ?string $inn,
        public readonly Ported $ported,
        /** Canonical name; null where it is not known. */
        public readonly ?string $region,
        /** @var list<string> ISO 3166-2, such as `RU-MOW` */
        public readonly array $regionCodes,
        /** @var list<string> of the tz database; the number may be in any of them */
        public readonly array $zones,
        /** The register that says so, and its row. */
        public readonly ?string $sourceFile,
        public readonly ?int $sourceRow,
    ) {
    }

    /**
     * @internal made by the library
     * @param list<mixed> $row
     */
    public static function ofRow(array $row): self
    {
        $row[4] = Ported::from($row[4]);
        return new self(...$row);
    }
}
