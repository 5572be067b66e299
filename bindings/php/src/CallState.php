<?php

declare(strict_types=1);

namespace Almon;

/** What a call is at. */
enum CallState: string
{
    case Ringing = 'ringing';
    case Talking = 'talking';
    case Held = 'held';
    case Parked = 'parked';
    case Conference = 'conference';
    case Ended = 'ended';
}
