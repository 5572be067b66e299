<?php

declare(strict_types=1);

/** Files that tests need: those of the examples, and folders that are gone when the process ends. */
final class Files
{
    public static function source(string $path): string
    {
        return (getenv('ALMON_SOURCE_DIR') ?: dirname(__DIR__, 3)) . "/$path";
    }

    public static function command(): string
    {
        return (getenv('ALMON_BUILD_DIR') ?: self::source('build')) . '/almon';
    }

    public static function extension(): string
    {
        return getenv('ALMON_EXTENSION') ?: dirname(self::command()) . '/php/almon.so';
    }

    public static function folder(): string
    {
        $folder = sys_get_temp_dir() . '/almon-php-' . bin2hex(random_bytes(6));
        mkdir($folder);
        $owner = getmypid();
        register_shutdown_function(static function () use ($folder, $owner): void {
            if (getmypid() === $owner) {
                array_map(unlink(...), array_filter(glob("$folder/{,.}*", GLOB_BRACE), is_file(...)));
                rmdir($folder);
            }
        });
        return $folder;
    }

    /** A snapshot made from the example's register; the command is built beside the extension. */
    public static function snapshot(string $path): string
    {
        exec(implode(' ', array_map(escapeshellarg(...), [
            self::command(), 'operators', 'build', '-o', $path, self::source('examples/office/register.csv'),
        ])) . ' 2>&1', $output, $status);
        if ($status !== 0) {
            throw new RuntimeException(implode("\n", $output));
        }
        return $path;
    }

    /** The example office in a folder of its own, with its snapshot. */
    public static function office(): string
    {
        $folder = self::folder();
        foreach (['office.toml', 'clients.csv'] as $name) {
            copy(self::source("examples/office/$name"), "$folder/$name");
        }
        self::snapshot("$folder/operators.almon");
        return "$folder/office.toml";
    }
}
