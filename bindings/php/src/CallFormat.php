<?php

declare(strict_types=1);

// Written by generate.php: change the library's table instead.

namespace Almon;

/** What PBXs write and almon reads. */
enum CallFormat: string
{
    case Auto = 'auto';
    case AsteriskCsv = 'asterisk-csv';
    case AsteriskCdrCustom = 'asterisk-cdr-custom';
    case AsteriskCel = 'asterisk-cel';
    case AsteriskAmi = 'asterisk-ami';
    case AsteriskAri = 'asterisk-ari';
    case AsteriskQueueLog = 'asterisk-queue-log';
    case AsteriskSql = 'asterisk-sql';
}
