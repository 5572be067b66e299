<?php

declare(strict_types=1);

namespace Almon;

/** The party outside the office. */
final class ExternalParty implements \Stringable
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

    /** Null where the PBX wrote none, or none that can be read. */
    public function number(): ?Number
    {
        $e164 = $this->fact('e164');
        return $e164 === null ? null : Number::read($e164);
    }

    /** As the PBX wrote it: mind where it goes. */
    public function text(): ?string
    {
        return $this->fact('text');
    }

    public function kind(): AddressKind
    {
        return AddressKind::from($this->fact('kind'));
    }

    public function name(): ?string
    {
        return $this->fact('name');
    }

    /** The caller hid the number; where {@see number()} is known all the same, it is for matching and never shown. */
    public function isWithheld(): bool
    {
        return $this->fact('withheld');
    }

    /** The deal's number that was dialled instead, or under which who looks knows the party. */
    public function alias(): ?string
    {
        return $this->fact('alias');
    }

    /** Who serves the number, where the office has an operator directory. */
    public function operator(): ?string
    {
        return $this->fact('operator');
    }

    /** Where the number is at home, by the same. */
    public function region(): ?string
    {
        return $this->fact('region');
    }

    /** Masked. */
    public function __toString(): string
    {
        return $this->isWithheld() ? 'withheld' : ($this->number()?->masked() ?? $this->kind()->value);
    }

    /** @return array<string, mixed> masked */
    public function __debugInfo(): array
    {
        return ['number' => (string) $this, 'kind' => $this->kind()->value, 'withheld' => $this->isWithheld()];
    }
}
