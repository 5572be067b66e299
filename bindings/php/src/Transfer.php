<?php

declare(strict_types=1);

namespace Almon;

/** The call went from one person to another. */
final class Transfer
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

    public function kind(): TransferKind
    {
        return TransferKind::from($this->fact('kind'));
    }

    /** Extension; null where a machine did it. */
    public function by(): ?string
    {
        return $this->fact('by');
    }

    /** Extension, or the number of an outsider. */
    public function to(): ?string
    {
        return $this->fact('to');
    }

    public function at(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->fact('at'));
    }

    public function result(): TransferResult
    {
        return TransferResult::from($this->fact('result'));
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['kind' => $this->fact('kind'), 'at' => $this->fact('at'), 'result' => $this->fact('result')];
    }
}
