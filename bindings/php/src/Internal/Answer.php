<?php

declare(strict_types=1);

namespace Almon\Internal;

use Almon\Exception;
use Almon\Mistake;
use Almon\OfficeException;
use Almon\ParseException;
use Almon\Severity;
use Almon\StoreException;

/**
 * What a native function answered: a value, or a failure to throw.
 *
 * @internal
 */
final class Answer
{
    /** The value, or the failure as an exception. */
    public static function of(mixed $answer): mixed
    {
        if (\is_array($answer) && isset($answer['error'])) {
            throw self::failure($answer);
        }
        return $answer;
    }

    /** @param array<string, mixed> $failed */
    public static function failure(array $failed): Exception
    {
        $class = match ($failed['kind'] ?? '') {
            'parse' => ParseException::class,
            'office' => OfficeException::class,
            'store' => StoreException::class,
            default => Exception::class,
        };
        $mistakes = array_map(self::mistake(...), $failed['mistakes'] ?? []);
        return new $class($failed['error'], $failed['message'], $failed['number'], $failed['offset'], $mistakes);
    }

    /** @param list<mixed> $row */
    public static function mistake(array $row): Mistake
    {
        $row[7] = Severity::from($row[7]);
        return new Mistake(...$row);
    }
}
