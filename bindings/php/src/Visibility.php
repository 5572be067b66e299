<?php

declare(strict_types=1);

namespace Almon;

/** How an outside party's number is shown. Each is stricter than the one before it. */
enum Visibility: string
{
    case Full = 'full';
    /** With stars. */
    case Partial = 'partial';
    /** The deal's alias instead. */
    case Alias = 'alias';
    case Nothing = 'nothing';
}
