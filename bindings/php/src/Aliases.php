<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;
use Almon\Internal\Time;

/**
 * The aliases of an office. Every call throws {@see StoreException} where the store is broken, and {@see Exception}
 * `office.no_store` where the office file names none.
 *
 * A grantee is `user:NAME`, `role:NAME` or `department:NAME`. `$at` is the moment of the call; null means now.
 */
final class Aliases
{
    /** @internal {@see Office::aliases()} makes it */
    public function __construct(private readonly int $office)
    {
    }

    /**
     * The alias of this party of the deal: the one that it has, opened again if it was closed, else a new one.
     *
     * @param string $label which party: `client`, `owner`
     * @param string $digits the alias wanted; empty lets the library choose
     * @throws Exception `masking.…`: collisions with extensions, services and numbers, and what else is in the way
     */
    public function open(
        string $deal,
        Number $party,
        string $label = '',
        string $digits = '',
        ?\DateTimeInterface $at = null,
    ): Alias {
        $at = Time::toMicroseconds($at);
        return Alias::ofRow(Answer::of(
            \almon_alias_open($this->office, $deal, $party->value(), $label, $digits, $at),
        ));
    }

    /**
     * Lets somebody dial, see and be shown the alias.
     *
     * @param ?\DateTimeInterface $until null: until it is closed
     * @throws Exception `masking.unknown_alias`, `masking.alias_closed`, `masking.unknown_grantee`
     */
    public function grant(
        string $digits,
        string $grantee,
        ?\DateTimeInterface $until = null,
        ?\DateTimeInterface $at = null,
    ): void {
        $at = Time::toMicroseconds($at);
        Answer::of(\almon_alias_grant($this->office, $digits, $grantee, Time::toMicroseconds($until), $at));
    }

    /** @throws Exception `masking.not_granted` where there was no such grant */
    public function revoke(string $digits, string $grantee): void
    {
        Answer::of(\almon_alias_revoke($this->office, $digits, $grantee));
    }

    /** It leads nowhere from now on, and its grants are over. It never comes to stand for anybody else. */
    public function close(string $digits, ?\DateTimeInterface $at = null): void
    {
        Answer::of(\almon_alias_close($this->office, $digits, Time::toMicroseconds($at)));
    }

    /**
     * For whom the alias stands, if `$user` may know how to reach them.
     *
     * @param string $user a user's name
     * @throws Exception `masking.unknown_alias`, `masking.alias_closed`, `masking.not_granted`, `masking.grant_expired`
     */
    public function resolve(string $digits, string $user, ?\DateTimeInterface $at = null): Alias
    {
        $at = Time::toMicroseconds($at);
        return Alias::ofRow(Answer::of(\almon_alias_resolve($this->office, $digits, $user, $at)));
    }

    /** Always throws: it belongs to its process. */
    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' belongs to its process and does not serialize');
    }

    /** @param array<mixed> $data */
    public function __unserialize(array $data): void
    {
        throw new \LogicException(self::class . ' belongs to its process and does not unserialize');
    }
}
