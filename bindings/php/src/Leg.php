<?php

declare(strict_types=1);

namespace Almon;

/** One channel of the PBX in a call. */
final class Leg
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

    public function channel(): ?string
    {
        return $this->fact('channel');
    }

    /** Null for an own phone. */
    public function trunk(): ?string
    {
        return $this->fact('trunk');
    }

    /** Extension; null for an outsider. */
    public function who(): ?string
    {
        return $this->fact('who');
    }

    /** What this leg was asked to reach. */
    public function dialled(): ?string
    {
        return $this->fact('dialled');
    }

    /** The number shown to the called party. */
    public function presented(): ?string
    {
        return $this->fact('presented');
    }

    public function start(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->fact('start'));
    }

    public function answer(): ?\DateTimeImmutable
    {
        $at = $this->fact('answer');
        return $at === null ? null : new \DateTimeImmutable($at);
    }

    public function end(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->fact('end'));
    }

    /** Why it ended, by Q.850. */
    public function cause(): ?int
    {
        return $this->fact('cause');
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['trunk' => $this->fact('trunk'), 'start' => $this->fact('start'), 'end' => $this->fact('end')];
    }
}
