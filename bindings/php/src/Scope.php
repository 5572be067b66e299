<?php

declare(strict_types=1);

namespace Almon;

/** Whose things a permit covers, seen from the user who asks. */
enum Scope: string
{
    case Own = 'own';
    case Department = 'department';
    case Role = 'role';
    case Queue = 'queue';
    case Tenant = 'tenant';
    case Any = 'any';
}
