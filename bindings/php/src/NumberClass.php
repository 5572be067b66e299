<?php

declare(strict_types=1);

namespace Almon;

/** What is known of the other party's number. */
enum NumberClass: string
{
    case Client = 'client';
    case Staff = 'staff';
    case Whitelist = 'whitelist';
    case Emergency = 'emergency';
    case International = 'international';
    case Premium = 'premium';
    /** An outside number that no list knows. */
    case Stranger = 'stranger';
}
