<?php

declare(strict_types=1);

namespace Almon;

/** Whether a number was carried to another operator. */
enum Ported: string
{
    /** Without a portability file nobody knows. */
    case Unknown = 'unknown';
    case No = 'no';
    case Yes = 'yes';
}
