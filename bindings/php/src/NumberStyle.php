<?php

declare(strict_types=1);

namespace Almon;

/** How a number is written. */
enum NumberStyle: int
{
    /** `+79161234567` */
    case E164 = 0;
    /** `+7 916 123-45-67` */
    case International = 1;
    /** `8 (916) 123-45-67` */
    case National = 2;
    /** `tel:+7-916-123-45-67` */
    case Rfc3966 = 3;
}
