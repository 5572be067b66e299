<?php

declare(strict_types=1);

namespace Almon;

/** A text that cannot be read. */
final class ParseException extends Exception
{
    /** The byte at which reading stopped. */
    public function offset(): int
    {
        return $this->foundAt();
    }
}
