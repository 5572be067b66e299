<?php

declare(strict_types=1);

namespace Almon;

/** A resource that is needed is broken: the database, the disk. */
final class StoreException extends Exception
{
}
