<?php

declare(strict_types=1);

namespace Almon;

/** Whether a number's length can be right, and why not. */
enum Possibility: string
{
    case Possible = 'possible';
    /** Dialled without its area code: as a number of the world it reaches nobody. */
    case LocalOnly = 'local_only';
    case TooShort = 'too_short';
    case TooLong = 'too_long';
    case InvalidLength = 'invalid_length';
}
