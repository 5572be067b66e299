<?php

declare(strict_types=1);

namespace Almon;

use Almon\Internal\Answer;
use Almon\Internal\Handle;

/**
 * Who may know or do what, by the roles of an office file. What is not permitted is denied, and forbid wins.
 *
 * A process reads the file once and keeps it over requests; loading it again after it changed shows the new rules, to
 * objects that were loaded before, too. May be used after `fork`.
 */
final class Policy
{
    use Handle;

    /** @throws OfficeException with every mistake of the file */
    public static function load(string $officeFile): self
    {
        return new self(Answer::of(\almon_policy_load($officeFile)));
    }

    /**
     * May `$user` do this, and to whose things?
     *
     * @param string $object a user's name, `own`, `everything`, `outside`, `department:NAME`, `role:NAME` or
     *                       `queue:NAME`; empty for everything
     * @throws Exception `policy.unknown_user`, `policy.unknown_verb`, `policy.unknown_object`
     */
    public function decide(
        string $user,
        Verb|string $verb,
        string $object = '',
        Circumstances $given = new Circumstances(),
    ): Decision {
        $verb = $verb instanceof Verb ? $verb->value : $verb;
        return Decision::ofRow(Answer::of(
            \almon_policy_decide($this->id, $user, $verb, $object, $given->facts(), $given->moment()),
        ));
    }

    /**
     * The same in one sentence for a person: the decision, the rule and its line, and for a denial the nearest permit.
     *
     * @throws Exception as {@see decide()}
     */
    public function explain(
        string $user,
        Verb|string $verb,
        string $object = '',
        Circumstances $given = new Circumstances(),
    ): string {
        $verb = $verb instanceof Verb ? $verb->value : $verb;
        return Answer::of(
            \almon_policy_explain($this->id, $user, $verb, $object, $given->facts(), $given->moment()),
        );
    }

    /**
     * Everybody who may do it, and how far; without `$object` to anything at all, if only to his own.
     *
     * @return array<array-key, Scope> by user
     * @throws Exception `policy.unknown_verb`, `policy.unknown_object`
     */
    public function who(
        Verb|string $verb,
        string $object = '',
        Circumstances $given = new Circumstances(),
    ): array {
        $verb = $verb instanceof Verb ? $verb->value : $verb;
        $rows = Answer::of(\almon_policy_who($this->id, $verb, $object, $given->facts(), $given->moment()));
        return array_map(Scope::from(...), array_column($rows, 1, 0));
    }
}
