<?php

declare(strict_types=1);

namespace Almon\Internal;

/**
 * Facts among which full numbers stand: kept where var_export, array casts and debuggers do not look.
 *
 * @internal
 */
trait Facts
{
    private readonly Hidden $facts;

    /** @param array<string, mixed> $facts */
    private function keep(array $facts): void
    {
        $this->facts = new Hidden(static fn (): array => $facts);
    }

    /** @param \Closure(): array<string, mixed> $read reads the facts when they are first asked for */
    private function keepWhatIsRead(\Closure $read): void
    {
        $this->facts = new Hidden(static function () use ($read): array {
            static $facts = null;
            return $facts ??= $read();
        });
    }

    private function fact(string $name): mixed
    {
        return ($this->facts)()[$name];
    }

    /** Always throws: a session or a cache would keep the numbers in full. */
    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' holds full numbers and does not serialize');
    }

    /** @param array<mixed> $data */
    public function __unserialize(array $data): void
    {
        throw new \LogicException(self::class . ' does not unserialize');
    }
}
