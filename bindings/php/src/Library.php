<?php

declare(strict_types=1);

namespace Almon;

/** The library as a whole. */
final class Library
{
    private function __construct()
    {
    }

    /** Version of the compiled library, `major.minor.patch`. */
    public static function version(): string
    {
        return \almon_version()['library'];
    }

    /** Version of the numbering metadata that the tables were made from. */
    public static function metadataVersion(): string
    {
        return \almon_version()['metadata'];
    }
}
