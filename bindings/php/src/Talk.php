<?php

declare(strict_types=1);

namespace Almon;

/** The external party, or the caller of an internal call, and somebody heard each other. */
final class Talk
{
    use Internal\Facts;

    /**
     * @internal made by the library
     * @param array<string, mixed> $facts
     */
    public function __construct(array $facts)
    {
        $this->keep($facts);
    }

    /** Own extension, or the number of an outsider to whom the call was forwarded. */
    public function who(): string
    {
        return $this->fact('who');
    }

    public function start(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->fact('start'));
    }

    public function end(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->fact('end'));
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['start' => $this->fact('start'), 'end' => $this->fact('end')];
    }
}
