<?php

declare(strict_types=1);

namespace Almon;

/** Which way a call goes, as the company sees it. */
enum Direction: string
{
    case Inbound = 'inbound';
    case Outbound = 'outbound';
    case Internal = 'internal';
}
