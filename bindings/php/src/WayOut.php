<?php

declare(strict_types=1);

namespace Almon;

/** One attempt at the outside world. */
final class WayOut
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

    public function trunk(): string
    {
        return $this->fact('trunk');
    }

    /** What the called party sees: always a number that this trunk can present. */
    public function present(): ?Number
    {
        $e164 = $this->fact('present');
        return $e164 === null ? null : Number::read($e164);
    }

    /** The called number as this trunk wants it written. */
    public function digits(): string
    {
        return $this->fact('digits');
    }

    /** The same as an Asterisk dial string, such as `PJSIP/89161234567@mango`. */
    public function channel(): ?string
    {
        return $this->fact('channel');
    }

    /** @return array<string, mixed> without numbers */
    public function __debugInfo(): array
    {
        return ['trunk' => $this->fact('trunk')];
    }
}
