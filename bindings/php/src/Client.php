<?php

declare(strict_types=1);

namespace Almon;

/** A client as the CRM knows him. */
final class Client
{
    public function __construct(
        /** Such as `contacts/17`; empty where there are no ids. */
        public readonly string $entity,
        public readonly string $name,
        /** The user whose client this is; empty where nobody's. */
        public readonly string $responsible = '',
    ) {
    }
}
