<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;

/**
 * A telephone number as the world's networks know it: E.164.
 *
 * It shows itself masked wherever it is printed by accident; {@see e164()} and {@see format()} tell it in full.
 * Immutable; `==` compares number and extension. It does not serialize: keep {@see e164()} where you mean to keep it.
 */
final class Number implements \Stringable
{
    /** What `$sealed` is mixed with, so that var_export, array casts and debuggers of this process show no number. */
    private static ?int $seal = null;

    private readonly int $sealed;

    private function __construct(
        int $value,
        private readonly string $extension = '',
        private readonly string $carrierCode = '',
    ) {
        $this->sealed = $value ^ (self::$seal ??= random_int(1 << 62, PHP_INT_MAX));
    }

    /**
     * The number that `$text` spells, seen from a home region and area. What is too short to reach anybody is refused.
     *
     * @param string $home ISO 3166 region of numbers without a country code; empty where only `+` forms are wanted
     * @param string $area area code that completes local numbers; empty where there is none
     * @throws ParseException with the byte offset
     */
    public static function parse(
        #[\SensitiveParameter] string $text,
        string $home = 'RU',
        string $area = '',
    ): self {
        return self::made(\almon_number_parse($text, $home, $area));
    }

    /**
     * The same without the last look at the length: {@see possibility()} of what was read may be anything.
     *
     * @throws ParseException with the byte offset
     */
    public static function read(
        #[\SensitiveParameter] string $text,
        string $home = 'RU',
        string $area = '',
    ): self {
        return self::made(\almon_number_read($text, $home, $area));
    }

    /** As {@see parse()}; null for what is no number. */
    public static function tryParse(
        #[\SensitiveParameter] string $text,
        string $home = 'RU',
        string $area = '',
    ): ?self {
        $answer = \almon_number_parse($text, $home, $area);
        return isset($answer['error']) ? null : new self(...$answer);
    }

    /**
     * Many at once: for each text, in order and under its key, its number or why it is none.
     *
     * @param array<array-key, string> $texts
     * @return array<array-key, self|ParseException>
     */
    public static function parseMany(
        #[\SensitiveParameter] array $texts,
        string $home = 'RU',
        string $area = '',
    ): array {
        $made = [];
        foreach (\almon_number_parse_many(array_values($texts), $home, $area) as $answer) {
            $made[] = match (true) {
                \is_int($answer) => new self($answer),
                isset($answer['error']) => Answer::failure($answer),
                default => new self(...$answer),
            };
        }
        return array_is_list($texts) ? $made : array_combine(array_keys($texts), $made);
    }

    /**
     * A number of this type that nobody has, for documents and tests; null where the region has no such numbers.
     */
    public static function example(string $region, NumberType $type): ?self
    {
        $value = Answer::of(\almon_number_example($region, $type->value));
        return $value === null ? null : new self($value);
    }

    /** `+` and all digits: the full number, so mind where it goes. */
    public function e164(): string
    {
        return \almon_number_format($this->value(), '', NumberStyle::E164->value);
    }

    /** The number in full, with its extension where the style has one. */
    public function format(NumberStyle $style): string
    {
        return \almon_number_format($this->value(), $this->extension, $style->value);
    }

    public function international(): string
    {
        return $this->format(NumberStyle::International);
    }

    public function national(): string
    {
        return $this->format(NumberStyle::National);
    }

    public function rfc3966(): string
    {
        return $this->format(NumberStyle::Rfc3966);
    }

    /** `+7 916 ***-**-67` */
    public function masked(): string
    {
        return \almon_number_masked($this->value());
    }

    /** Digits dialled after the call is answered; null where there are none. */
    public function extension(): ?string
    {
        return $this->extension === '' ? null : $this->extension;
    }

    /**
     * Digits of the carrier that was dialled in the national prefix (Brazil, Colombia), as the number was read; null where
     * there are none. They are no part of the number.
     */
    public function carrierCode(): ?string
    {
        return $this->carrierCode === '' ? null : $this->carrierCode;
    }

    public function type(): NumberType
    {
        return NumberType::from($this->facts()[0]);
    }

    /** ISO 3166 code; `001` for a code of no country; null where the digits fit none of the countries of a code. */
    public function region(): ?string
    {
        return $this->facts()[1];
    }

    /** It fits a pattern of its region: it can have been given to somebody. */
    public function isValid(): bool
    {
        return $this->facts()[2];
    }

    public function possibility(): Possibility
    {
        return Possibility::from($this->facts()[3]);
    }

    public function countryCode(): int
    {
        return $this->facts()[4];
    }

    /**
     * The time zones in which its owner may be, by the numbering plan. A {@see Directory} that knows the region says
     * it better.
     *
     * @return list<string> names like `Europe/Moscow`
     */
    public function zones(): array
    {
        return \almon_number_zones($this->value());
    }

    /** The same number, whatever the spelling and the extension. */
    public function isSameAs(self $other): bool
    {
        return $this->sealed === $other->sealed;
    }

    /** Masked. */
    public function __toString(): string
    {
        return $this->masked();
    }

    /** @return array{number: string, extension: ?string} masked */
    public function __debugInfo(): array
    {
        return ['number' => $this->masked(), 'extension' => $this->extension()];
    }

    /** Always throws: a session or a cache would keep the number in full. */
    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' does not serialize; keep what e164() tells where you mean to keep it');
    }

    /** @param array<mixed> $data */
    public function __unserialize(array $data): void
    {
        throw new \LogicException(self::class . ' does not unserialize; parse what e164() told');
    }

    /** @internal the bits of the number, for other classes of almon */
    public function value(): int
    {
        return $this->sealed ^ (int) self::$seal;
    }

    /** @internal for other classes of almon */
    public static function ofValue(#[\SensitiveParameter] int $value, string $extension = ''): self
    {
        return new self($value, $extension);
    }

    /** @param array<mixed> $answer */
    private static function made(array $answer): self
    {
        return isset($answer['error']) ? throw Answer::failure($answer) : new self(...$answer);
    }

    /** @return array{string, ?string, bool, string, int} */
    private function facts(): array
    {
        return \almon_number_facts($this->value());
    }
}
