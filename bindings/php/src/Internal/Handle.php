<?php

declare(strict_types=1);

namespace Almon\Internal;

/**
 * A thing that the library holds for this process, known by a number.
 *
 * @internal
 */
trait Handle
{
    private function __construct(private readonly int $id)
    {
    }

    /** Always throws: the number means nothing to another process. */
    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' belongs to its process and does not serialize');
    }

    /** @param array<mixed> $data */
    public function __unserialize(array $data): void
    {
        throw new \LogicException(self::class . ' belongs to its process and does not unserialize');
    }
}
