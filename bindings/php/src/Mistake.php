<?php

declare(strict_types=1);

namespace Almon;

/** A mistake in a file that a person will mend, or a row of it that was repaired. */
final class Mistake implements \Stringable
{
    /** @internal made by the library */
    public function __construct(
        /** The code that all languages share, such as `office.unknown_key`. */
        public readonly string $errorCode,
        public readonly string $message,
        public readonly string $file,
        /** 1-based; 0 where the file as a whole is meant. */
        public readonly int $line,
        /** 1-based; 0 where the line as a whole is meant. */
        public readonly int $column,
        public readonly string $found,
        public readonly string $expected,
        public readonly Severity $severity,
        private readonly string $text,
    ) {
    }

    /** `file:line:column: code: message (found …, expected …)` */
    public function __toString(): string
    {
        return $this->text;
    }
}
