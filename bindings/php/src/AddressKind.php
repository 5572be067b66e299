<?php

declare(strict_types=1);

namespace Almon;

/** What stood in a caller or callee field. */
enum AddressKind: string
{
    case None = 'none';
    case Number = 'number';
    case Extension = 'extension';
    case ShortCode = 'short_code';
    case SipUri = 'sip_uri';
}
