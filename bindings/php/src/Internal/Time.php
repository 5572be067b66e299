<?php

declare(strict_types=1);

namespace Almon\Internal;

/**
 * Moments, as they cross to the library: microseconds since 1970.
 *
 * @internal
 */
final class Time
{
    /** The least integer stands for the present. */
    public static function toMicroseconds(?\DateTimeInterface $at): int
    {
        return $at === null ? PHP_INT_MIN : $at->getTimestamp() * 1_000_000 + (int) $at->format('u');
    }

    public static function ofMicroseconds(int $micros): \DateTimeImmutable
    {
        $fraction = $micros % 1_000_000;
        $fraction += $fraction < 0 ? 1_000_000 : 0;
        $seconds = intdiv($micros - $fraction, 1_000_000);
        return new \DateTimeImmutable(sprintf('@%d.%06d', $seconds, $fraction));
    }
}
