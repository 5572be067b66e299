<?php

declare(strict_types=1);

namespace Almon;

/** One trunk of a route. */
final class Hop
{
    private function __construct(
        public readonly string $trunk,
        /** One of the trunk's own; null only for an emergency call over a trunk without. */
        public readonly ?Number $present,
        /** Expected cost, such as `2.40`; null where unknown. */
        public readonly ?string $cost,
        public readonly RouteRank $because,
    ) {
    }

    /**
     * @internal made by the library
     * @param list<mixed> $row
     */
    public static function ofRow(array $row): self
    {
        $present = $row[1] === null ? null : Number::ofValue($row[1]);
        return new self($row[0], $present, $row[2], RouteRank::from($row[3]));
    }
}
