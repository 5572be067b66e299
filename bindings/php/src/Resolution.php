<?php

declare(strict_types=1);

namespace Almon;

/** How a missed call was made good. */
final class Resolution
{
    private function __construct(
        public readonly ResolvedHow $how,
        /** The extension that called back, or that answered in the end; null where nothing tells. */
        public readonly ?string $by,
        /** When that call began. */
        public readonly \DateTimeImmutable $at,
        /** Milliseconds since the missed call was over. */
        public readonly int $after,
        /** Of that, in opening hours; without an office all of it. */
        public readonly int $afterOpen,
    ) {
    }

    /**
     * @internal made by the library
     * @param array<string, mixed> $facts
     */
    public static function of(array $facts): self
    {
        return new self(
            ResolvedHow::from($facts['how']),
            $facts['by'],
            new \DateTimeImmutable($facts['at']),
            $facts['after_ms'],
            $facts['after_open_ms'],
        );
    }
}
