<?php

declare(strict_types=1);

namespace Almon;

/** How a missed call was made good. */
enum ResolvedHow: string
{
    /** One of us called back, and they answered. */
    case CalledBack = 'called_back';
    /** They called again, and were answered. */
    case CalledAgain = 'called_again';
}
