<?php

declare(strict_types=1);

namespace Almon;

/** What the PBX does with a call. */
enum Act: string
{
    /** Ring the extensions, and try the trunks in order. */
    case Dial = 'dial';
    /** Put the caller into the queue. */
    case Queue = 'queue';
    /** Play the menu. */
    case Menu = 'menu';
    /** Play the announcement. */
    case Announce = 'announce';
    /** Refuse. */
    case Reject = 'reject';
}
