<?php

declare(strict_types=1);

namespace Almon;

/** The way out: trunks in the order to try them, and what happened to every other. */
final class Route
{
    /**
     * @param list<Hop> $hops
     * @param list<TraceEntry> $trace
     */
    private function __construct(
        public readonly bool $emergency,
        /** Brand of the called party's operator; null where it is not known. */
        public readonly ?string $operator,
        /** @var list<Hop> none where the call does not go out */
        public readonly array $hops,
        /** @var list<TraceEntry> */
        public readonly array $trace,
        public readonly ?Refusal $refused,
    ) {
    }

    /**
     * @internal made by the library
     * @param array<string, mixed> $facts
     */
    public static function of(array $facts): self
    {
        return new self(
            $facts['emergency'],
            $facts['operator'],
            array_map(Hop::ofRow(...), $facts['hops']),
            array_map(TraceEntry::ofRow(...), $facts['trace']),
            $facts['refused'] === null ? null : new Refusal(...$facts['refused']),
        );
    }
}
