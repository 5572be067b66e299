<?php

declare(strict_types=1);

namespace Almon;

/** Which number of ours the other side sees. Each is stricter than the one before it. */
enum Presentation: string
{
    case Own = 'own';
    /** That of the line which the call belongs to. */
    case Line = 'line';
    case Office = 'office';
}
