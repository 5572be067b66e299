<?php

declare(strict_types=1);

namespace Almon;

/** How bad a mistake is: a repaired row was delivered all the same, a rejected one was not. */
enum Severity: string
{
    case Warning = 'warning';
    case Repaired = 'repaired';
    case Rejected = 'rejected';
}
