<?php

declare(strict_types=1);

namespace Almon;

/** An office file with mistakes: all of them at once. */
final class OfficeException extends Exception
{
    /**
     * In the order of the file.
     *
     * @return list<Mistake>
     */
    public function mistakes(): array
    {
        return $this->allMistakes();
    }
}
