<?php

declare(strict_types=1);

namespace Almon;

/**
 * Something that almon refuses or cannot do. Its message says cause and cure and never holds a full phone number.
 */
class Exception extends \RuntimeException
{
    /** @internal made by the library */
    final public function __construct(
        private readonly string $errorCode,
        string $message,
        int $number,
        private readonly int $offset = 0,
        /** @var list<Mistake> */
        private readonly array $mistakes = [],
    ) {
        parent::__construct($message, $number);
    }

    /** The code that all languages share, such as `numbering.no_digits`. {@see getCode()} gives its stable number. */
    final public function errorCode(): string
    {
        return $this->errorCode;
    }

    /** The same as a case of the enum; null where the extension is newer than these classes. */
    final public function error(): ?ErrorCode
    {
        return ErrorCode::tryFrom($this->errorCode);
    }

    /** @internal what the subclasses show */
    final protected function foundAt(): int
    {
        return $this->offset;
    }

    /**
     * @internal what the subclasses show
     * @return list<Mistake>
     */
    final protected function allMistakes(): array
    {
        return $this->mistakes;
    }
}
