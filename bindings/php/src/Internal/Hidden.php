<?php

declare(strict_types=1);

namespace Almon\Internal;

/**
 * A function among whose values full numbers stand: kept where var_dump, print_r and var_export do not look, not even in
 * what a cast to array shows of a closure.
 *
 * @internal
 */
final class Hidden
{
    public function __construct(private readonly \Closure $tell)
    {
    }

    public function __invoke(mixed ...$arguments): mixed
    {
        return ($this->tell)(...$arguments);
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return [];
    }
}
