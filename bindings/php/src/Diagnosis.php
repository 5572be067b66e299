<?php

declare(strict_types=1);

namespace Almon;

/** What a trunk does to numbers, and how sure that is; made by {@see Text::diagnose()}. It holds no full number. */
final class Diagnosis
{
    private function __construct(
        /** One sentence for people. */
        public readonly string $finding,
        /** Region of the trunk, such as `RU`; null where nothing tells. */
        public readonly ?string $home,
        /** Area code of local numbers; null where there are none. */
        public readonly ?string $area,
        /** `plus`, `international`, `national`, `ten-digit`, `local` */
        public readonly string $writes,
        /** What stands before numbers outside; null for nothing. */
        public readonly ?string $outsidePrefix,
        /** What the provider puts before every number; null for nothing. */
        public readonly ?string $technicalPrefix,
        /** How many of the texts are numbers of the home country. */
        public readonly int $numbers,
        /** Share of them that the rules explain; 0 where there are none. */
        public readonly float $confidence,
        /** The lines of TOML that tell the office file so. */
        public readonly string $officeLines,
        /** @var array<int, string> what does not follow the rules: shapes (`national`, `abroad`, `short`, …) by index */
        public readonly array $exceptions,
        /** @var array<string, mixed> all of it, as `almon number diagnose --json` tells it */
        public readonly array $facts,
    ) {
    }

    /**
     * @internal made by the library
     * @param array<string, mixed> $facts
     */
    public static function of(array $facts): self
    {
        $orNull = static fn (string $text): ?string => $text === '' ? null : $text;
        $exceptions = [];
        foreach ($facts['exceptions'] as $row) {
            $exceptions[$row['line'] - 1] = $row['shape'];
        }
        return new self(
            $facts['finding'],
            $orNull($facts['home']),
            $orNull($facts['area']),
            $facts['writes'],
            $orNull($facts['outside_prefix']),
            $orNull($facts['technical_prefix']),
            $facts['numbers'],
            (float) $facts['confidence'],
            $facts['office_lines'],
            $exceptions,
            $facts,
        );
    }
}
