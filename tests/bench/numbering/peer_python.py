# SPDX-License-Identifier: BSL-1.0
"""Times phonenumbers, or rphonenumbers with the same interface, on the questions of FILE; see script_peers.cpp."""
import importlib
import sys
import time

NAMES = {0: 'fixed_line', 1: 'mobile', 2: 'fixed_line_or_mobile', 3: 'toll_free', 4: 'premium_rate', 5: 'shared_cost',
         6: 'voip', 7: 'personal_number', 8: 'pager', 9: 'uan', 10: 'voicemail', 99: 'unknown'}


def answer(library, text, home):
    try:
        number = library.parse(text, home)
    except library.NumberParseException:
        return False, 'unknown', ''
    return (library.is_valid_number(number), NAMES[int(library.number_type(number))],
            library.region_code_for_number(number) or '')


def main():
    name, path = sys.argv[1:]
    library = importlib.import_module(name)
    questions = []
    with open(path, encoding='utf-8') as file:
        for line in file:
            text, home, valid, kind, region = line.rstrip('\n').split('\t')
            questions.append((text, home or None, (valid == '1', kind, region)))
    different = sum(answer(library, text, home) != expected for text, home, expected in questions)
    rounds = []
    for _ in range(3):
        begin = time.thread_time_ns()
        for text, home, _ in questions:
            answer(library, text, home)
        rounds.append((time.thread_time_ns() - begin) / len(questions))
    metadata = getattr(library, '__phonenumbers_version__', library.__version__)
    print(name, library.__version__, sorted(rounds)[1], different, metadata)


main()
