<?php

declare(strict_types=1);

namespace Almon;

/** What shows that the caller is who the caller id says. */
enum Evidence: string
{
    /** The call came in over our own SIM or FMC trunk. */
    case OwnSim = 'own_sim';
    /** The network verified the caller id. */
    case Verified = 'verified';
    /** Nothing but the caller id itself. */
    case Unverified = 'unverified';
    /** Not even that. */
    case Withheld = 'withheld';
}
