<?php

declare(strict_types=1);

namespace Almon;

/** What happened to one trunk, or, without one, to the call as a whole. */
final class TraceEntry
{
    private function __construct(
        public readonly ?string $trunk,
        /** Why it is not among the hops. */
        public readonly ?Refusal $rejected,
        /** What the reason rests on; holds no full number. */
        public readonly string $detail,
    ) {
    }

    /**
     * @internal made by the library
     * @param list<mixed> $row
     */
    public static function ofRow(array $row): self
    {
        return new self($row[0], $row[1] === null ? null : new Refusal(...$row[1]), $row[2]);
    }
}
