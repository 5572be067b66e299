<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;

/** Phone numbers in what people type: CRM notes, e-mails, chat. Bare numbers are read as those of a home region. */
final class Text
{
    private function __construct()
    {
    }

    /**
     * The valid numbers in `$text`, in order. Dates, prices and digits inside words are passed over.
     *
     * @return list<FoundNumber>
     */
    public static function find(
        #[\SensitiveParameter] string $text,
        string $home = 'RU',
        string $area = '',
    ): array {
        return array_map(FoundNumber::ofRow(...), Answer::of(\almon_text_find($text, $home, $area)));
    }

    /**
     * What a trunk does to numbers, by what it wrote into caller fields: a few hundred of one direction do best. What is
     * not given is inferred.
     *
     * @param list<string> $texts
     */
    public static function diagnose(
        #[\SensitiveParameter] array $texts,
        string $home = '',
        string $area = '',
    ): Diagnosis {
        $facts = Answer::of(\almon_text_diagnose(array_values($texts), $home, $area));
        return Diagnosis::of(json_decode($facts, true, 16, JSON_THROW_ON_ERROR));
    }

    /**
     * `$text` with every phone number in it masked. In doubt it masks.
     *
     * @param string $style `partial` (`+7 916 ***-**-67`), `country`, `nothing`, or `last:N` with N from 1 to 4
     * @throws Exception `masking.malformed_style`
     */
    public static function redact(
        #[\SensitiveParameter] string $text,
        string $style = 'partial',
        string $home = 'RU',
        string $area = '',
    ): string {
        return Answer::of(\almon_text_redact($text, $style, $home, $area))[0];
    }
}
