<?php

declare(strict_types=1);

// Writes what follows from the library: the enums of its error codes and verbs, and the stub file for IDEs.
//
//     php -d extension=build/php/almon.so bindings/php/generate.php [--check]
//
// With --check nothing is written, and the command fails where a file is not what it would write.

require __DIR__ . '/autoload.php';

/** `numbering.no_digits` → `NumberingNoDigits`, `asterisk-csv` → `AsteriskCsv` */
function camel(string $word): string
{
    return str_replace(' ', '', ucwords(strtr($word, '._-', '   ')));
}

/** @param iterable<string, string> $meanings by value */
function enumSource(string $name, string $summary, iterable $meanings): string
{
    $cases = '';
    foreach ($meanings as $value => $meaning) {
        $cases .= ($meaning === $value ? '' : '    /** ' . ucfirst($meaning) . ". */\n") . '    case ' . camel($value) . " = '$value';\n";
    }
    return "<?php\n\ndeclare(strict_types=1);\n\n// Written by generate.php: change the library's table instead.\n\n"
        . "namespace Almon;\n\n/** $summary */\nenum $name: string\n{\n$cases}\n";
}

function typeText(?ReflectionType $type, string $self): string
{
    return $type === null ? '' : preg_replace(['/\bAlmon\\\\/', '/\bself\b/'], ['', $self], (string) $type);
}

function parameterText(ReflectionParameter $p, string $self): string
{
    $default = '';
    if ($p->isDefaultValueAvailable()) {
        $value = $p->isDefaultValueConstant() ? $p->getDefaultValueConstantName() : var_export($p->getDefaultValue(), true);
        $default = ' = ' . strtr(preg_replace('/\s+/', ' ', $value), ['array ( )' => '[]', 'NULL' => 'null', '\\Almon\\' => '']);
    }
    return trim(typeText($p->getType(), $self) . ($p->isVariadic() ? ' ...$' : ' $') . $p->getName() . $default);
}

function docText(string|false $doc): string
{
    return $doc === false ? '' : preg_replace('/^ *\*/m', '     *', "    $doc") . "\n";
}

/** Methods of almon's own that a user may call. */
function shownMethods(ReflectionClass $class): array
{
    return array_filter(
        $class->getMethods(ReflectionMethod::IS_PUBLIC),
        static fn (ReflectionMethod $m): bool => $m->getDeclaringClass()->getName() === $class->getName()
            && $m->isUserDefined() && !str_contains((string) $m->getDocComment(), '@internal'),
    );
}

function classStub(ReflectionClass $class): string
{
    $self = $class->getShortName();
    $enum = $class->isEnum() ? new ReflectionEnum($class->getName()) : null;
    $kind = $enum ? 'enum' : ($class->isInterface() ? 'interface' : ($class->isFinal() ? 'final class' : 'class'));
    $head = "$kind $self" . ($enum?->getBackingType() ? ": {$enum->getBackingType()}" : '');
    $parent = $class->getParentClass();
    if ($parent) {
        $head .= ' extends ' . ($parent->inNamespace() ? $parent->getShortName() : '\\' . $parent->getName());
    }
    $own = array_diff($class->getInterfaceNames(), $parent ? $parent->getInterfaceNames() : [], ['UnitEnum', 'BackedEnum']);
    $own = array_diff($own, ...array_map(static fn (string $i): array => class_implements($i), array_values($own)));
    if ($own !== []) {
        $head .= ' implements ' . implode(', ', array_map(static fn (string $i): string => "\\$i", $own));
    }
    $body = '';
    foreach ($enum?->getCases() ?? [] as $case) {
        $value = $case instanceof ReflectionEnumBackedCase ? ' = ' . var_export($case->getBackingValue(), true) : '';
        $body .= "    case {$case->getName()}$value;\n";
    }
    foreach ($enum ? [] : $class->getProperties(ReflectionProperty::IS_PUBLIC) as $p) {
        if ($p->getDeclaringClass()->getName() === $class->getName()) {
            $body .= docText($p->getDocComment()) . '    public readonly ' . typeText($p->getType(), $self) . " \${$p->getName()};\n";
        }
    }
    foreach (shownMethods($class) as $m) {
        $static = $m->isStatic() ? 'static ' : '';
        $parameters = implode(', ', array_map(static fn ($p) => parameterText($p, $self), $m->getParameters()));
        $returns = $m->hasReturnType() ? ': ' . typeText($m->getReturnType(), $self) : '';
        $body .= docText($m->getDocComment()) . "    public {$static}function {$m->getName()}($parameters)$returns {}\n";
    }
    $doc = $class->getDocComment();
    return ($doc === false ? '' : "$doc\n") . "$head\n{\n$body}\n";
}

function stubSource(): string
{
    $all = "<?php\n\n// For IDEs: what the classes of src/ offer. Written by generate.php; never loaded.\n\nnamespace Almon;\n";
    foreach (glob(__DIR__ . '/src/*.php') as $file) {
        $all .= "\n" . classStub(new ReflectionClass('Almon\\' . basename($file, '.php')));
    }
    return $all;
}


$codes = array_column(almon_errors(), 2, 1);
ksort($codes);
$files = [
    'src/ErrorCode.php' => static fn (): string => enumSource('ErrorCode', 'Every code that an exception of almon can bear.', $codes),
    'src/Verb.php' => static fn (): string => enumSource(
        'Verb',
        'What people do at a telephone system and a CRM, as policies name it.',
        array_column(almon_verbs(), 1, 0),
    ),
    'src/CallFormat.php' => static fn (): string => enumSource(
        'CallFormat',
        'What PBXs write and almon reads.',
        array_combine(almon_words()['CallFormat'], almon_words()['CallFormat']),
    ),
    'almon.stub.php' => stubSource(...),
];
$status = 0;
foreach ($files as $name => $source) {
    $path = __DIR__ . "/$name";
    $text = $source();
    if (($argv[1] ?? '') !== '--check') {
        file_put_contents($path, $text);
    } elseif (!is_file($path) || file_get_contents($path) !== $text) {
        fwrite(STDERR, "$name is not what generate.php would write\n");
        $status = 1;
    }
}
exit($status);
