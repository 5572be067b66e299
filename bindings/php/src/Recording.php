<?php

declare(strict_types=1);

namespace Almon;

/** Whether a call is recorded. */
enum Recording: string
{
    case Never = 'never';
    case OnDemand = 'on_demand';
    case Always = 'always';
}
