//! In Python.

use weaverse_sandbox::Verdict::{
    Accepted, CompileError, FuelLimit, OutputLimit, RuntimeError, WrongAnswer,
};

use super::Mode::{Call, Stdio, Tests};
use super::{Attack, graded, hold, remain};

const TESTS: (&str, &str) = (
    "test_add.py",
    "import unittest\nfrom add import add\n\n\nclass AddTest(unittest.TestCase):\n    \
     def test_one(self):\n        self.assertEqual(add(1, 2), 3)\n\n    \
     def test_two(self):\n        self.assertEqual(add(20, 22), 42)\n\n\n\
     def test_three():\n    assert add(-1, 1) == 0\n",
);

#[test]
fn a_right_program_passes() {
    let report = graded("python", Tests, "def add(a, b): return a + b", TESTS).report;
    assert_eq!(report.verdict(), Accepted, "{report:?}");
}

#[test]
fn python_earns_nothing_by_tricks() {
    hold("python", ATTACKS, TESTS);
}

#[test]
fn what_remains_in_python_is_known() {
    remain("python", REMAINS, TESTS);
}

/// Looks for the expected value everywhere, and ends as it is told.
macro_rules! search {
    ($end:literal) => {
        concat!(
            "
import gc, os, sys
found = []
def look(text):
    if 'SEC' + 'RET-4' in text: found.append(text)
for value in gc.get_objects():
    try: look(str(value)[:10000])
    except BaseException: pass
frame = sys._getframe()
while frame:
    look(str(frame.f_locals)); look(str(frame.f_globals)[:100000]); frame = frame.f_back
look(str(sys.argv) + str(dict(os.environ)))
for folder, _, names in os.walk('/'):
    for name in names:
        try: look(open(os.path.join(folder, name), errors='replace').read())
        except OSError: pass
",
            $end
        )
    };
}

const ATTACKS: &[Attack] = &[
    // stdin and stdout
    ("searches the interpreter", Stdio, search!("print(*found[:1])"), WrongAnswer),
    (
        "prints a report",
        Stdio,
        "print('{\"verdict\": \"accepted\", \"points\": 1000}')",
        WrongAnswer,
    ),
    ("sys.exit(0)", Stdio, "import sys\nsys.exit(0)", WrongAnswer),
    ("os._exit(0)", Stdio, "import os\nos._exit(0)", WrongAnswer),
    ("atexit", Stdio, "import atexit\natexit.register(print, 'ok')", WrongAnswer),
    (
        "patches print and str",
        Stdio,
        "import builtins\nbuiltins.str = builtins.print = lambda *a: 'x'\nprint(1)",
        WrongAnswer,
    ),
    ("closes stdout", Stdio, "import sys\nsys.stdout.close()", WrongAnswer),
    ("floods the output", Stdio, "while True: print('x' * 1000)", OutputLimit),
    // calls
    (
        "searches the interpreter",
        Call,
        search!("def f(a, b): return found[0] if found else None"),
        WrongAnswer,
    ),
    (
        "equals everything",
        Call,
        "class E(str):\n    def __eq__(self, o): return True\n    __hash__ = None\ndef f(a, b): return E('x')",
        WrongAnswer,
    ),
    (
        "an object that equals everything",
        Call,
        "class E:\n    def __eq__(self, o): return True\ndef f(a, b): return E()",
        RuntimeError,
    ),
    (
        "an int with another face",
        Call,
        "class I(int):\n    def __repr__(self): return '42'\n    __str__ = __repr__\ndef f(a, b): return I(7)",
        WrongAnswer,
    ),
    (
        "a text with another face",
        Call,
        "class S(str):\n    def __str__(self): return 'y'\n    __repr__ = __str__\ndef f(a, b): return S('x')",
        WrongAnswer,
    ),
    (
        "a dict that lies",
        Call,
        "class D(dict):\n    def items(self): raise SystemExit(0)\ndef f(a, b): return D(a=1)",
        RuntimeError,
    ),
    ("a false class", Call, "class C:\n    __class__ = str\ndef f(a, b): return C()", RuntimeError),
    (
        "patches json",
        Call,
        "import json, _json\njson.dumps = lambda *a, **k: '\"x\"'\n_json.make_encoder = lambda *a: lambda v, i: ['\"x\"']\ndef f(a, b): return 1",
        WrongAnswer,
    ),
    ("sys.exit(0)", Call, "import sys\ndef f(a, b): sys.exit(0)", RuntimeError),
    ("os._exit(0)", Call, "import os\ndef f(a, b): os._exit(0)", WrongAnswer),
    (
        "atexit",
        Call,
        "import atexit\natexit.register(print, '42')\ndef f(a, b): return 1",
        WrongAnswer,
    ),
    ("an endless generator", Call, "def f(a, b):\n    while True: yield 1", RuntimeError),
    ("an endless loop", Call, "def f(a, b):\n    while True: pass", FuelLimit),
    ("a cyclic value", Call, "def f(a, b):\n    x = []; x.append(x); return x", RuntimeError),
    (
        "a deep value",
        Call,
        "def f(a, b):\n    x = []\n    for _ in range(100000): x = [x]\n    return x",
        RuntimeError,
    ),
    ("a huge value", Call, "def f(a, b): return 'x' * 10**6", OutputLimit),
    ("NaN", Call, "def f(a, b): return float('nan')", RuntimeError),
    ("minus zero", Call, "def f(a, b): return -0.0", WrongAnswer),
    ("bytes", Call, "def f(a, b): return b'SECRET'", RuntimeError),
    ("a set", Call, "def f(a, b): return {'SECRET'}", WrongAnswer),
    ("a big integer", Call, "def f(a, b): return 10**400", WrongAnswer),
    (
        "changes its arguments' module",
        Call,
        "import sys\nsys.modules.clear()\ndef f(a, b): return 1",
        WrongAnswer,
    ),
    // test files
    ("a wrong program", Tests, "def add(a, b): return 7", WrongAnswer),
    ("a syntax error", Tests, "def add(a, b) return 7", CompileError),
    ("sys.exit(0) at import", Tests, "import sys\nsys.exit(0)", RuntimeError),
    ("os._exit(0) at import", Tests, "import os\nos._exit(0)", RuntimeError),
    ("sys.exit(0) in the call", Tests, "import sys\ndef add(a, b): sys.exit(0)", RuntimeError),
    ("os._exit(0) in the call", Tests, "import os\ndef add(a, b): os._exit(0)", RuntimeError),
    (
        "atexit",
        Tests,
        "import atexit\natexit.register(print, '{\"end\": 3}')\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "prints records",
        Tests,
        "import os\nfor out in (print, lambda t: os.write(1, t.encode())):\n    for k in ('AddTest::test_one', 'AddTest::test_two', 'test_three'):\n        out('\\n{\"test\":\"0::%s#0\",\"status\":\"pass\"}\\n' % k)\n    out('{\"end\":3}\\n')\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "prints records with a nonce from the frames",
        Tests,
        "import os, re, sys\ndef add(a, b):\n    frame = sys._getframe(); seen = set()\n    while frame:\n        for value in (*frame.f_locals.values(), *frame.f_globals.values()):\n            seen |= set(re.findall('[0-9a-f]{32}', repr(value)[:5000]))\n        frame = frame.f_back\n    for nonce in seen:\n        for k in ('AddTest::test_one', 'AddTest::test_two', 'test_three'):\n            os.write(1, ('\\n%s{\"test\":\"0::%s#0\",\"status\":\"pass\"}\\n' % (nonce, k)).encode())\n        os.write(1, ('\\n%s{\"end\":3}\\n' % nonce).encode())\n    return 7",
        WrongAnswer,
    ),
    (
        "searches objects",
        Tests,
        "import gc\ngc.get_objects()\ndef add(a, b): return a + b",
        RuntimeError,
    ),
    (
        "patches assertEqual",
        Tests,
        "import unittest\nunittest.TestCase.assertEqual = lambda *a: None\ndef add(a, b): return 0",
        WrongAnswer,
    ),
    (
        "patches assertEqual in the call",
        Tests,
        "import unittest\ndef add(a, b):\n    unittest.TestCase.assertEqual = lambda *a: None\n    return 0",
        WrongAnswer,
    ),
    (
        "patches the code of assertEqual",
        Tests,
        "import unittest\ndef add(a, b):\n    unittest.TestCase.assertEqual.__code__ = (lambda self, first, second, msg=None: None).__code__\n    return 0",
        RuntimeError,
    ),
    (
        "patches the test's own object",
        Tests,
        "import sys\ndef add(a, b):\n    case = sys._getframe(1).f_locals.get('self')\n    if case: case.assertEqual = lambda *a: None\n    return 7",
        WrongAnswer,
    ),
    (
        "replaces the tests",
        Tests,
        "import sys\ndef add(a, b):\n    case = sys._getframe(1).f_locals.get('self')\n    if case: type(case).test_two = lambda self: None\n    sys._getframe(1).f_globals['test_three'] = lambda: None\n    return 7",
        WrongAnswer,
    ),
    (
        "patches TestCase.run",
        Tests,
        "import unittest\nunittest.TestCase.run = lambda self, result=None: result\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "patches pytest",
        Tests,
        "import _pytest.runner as r\nr.call_and_report = lambda *a, **k: None\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "patches pytest's outcomes",
        Tests,
        "import _pytest.reports as r\nof = r.TestReport.from_item_and_call.__func__\ndef lie(cls, item, call):\n    call.excinfo = None\n    return of(cls, item, call)\nr.TestReport.from_item_and_call = classmethod(lie)\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "patches isinstance",
        Tests,
        "import builtins\nbuiltins.isinstance = lambda *a: True\ndef add(a, b): return 7",
        RuntimeError,
    ),
    (
        "skips itself",
        Tests,
        "import unittest\ndef add(a, b): raise unittest.SkipTest('no')",
        WrongAnswer,
    ),
    ("pytest.skip", Tests, "import pytest\ndef add(a, b): pytest.skip('no')", WrongAnswer),
    ("pytest.xfail", Tests, "import pytest\ndef add(a, b): pytest.xfail('no')", WrongAnswer),
    ("pytest.exit", Tests, "import pytest\ndef add(a, b): pytest.exit('no', 0)", RuntimeError),
    ("KeyboardInterrupt", Tests, "def add(a, b): raise KeyboardInterrupt", RuntimeError),
    (
        "overwrites the test file",
        Tests,
        "open('test_add.py', 'w').write('')\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "a module of the test file's name",
        Tests,
        "import sys, types\nsys.modules['test_add'] = types.ModuleType('test_add')\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "replaces sys.stdout",
        Tests,
        "import sys\nsys.stdout = sys.__stdout__ = None\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "patches json and io",
        Tests,
        "import io, json, json.encoder\njson.JSONEncoder.encode = lambda *a: '{}'\nio.FileIO = None\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "destructors",
        Tests,
        "import os\nclass D:\n    def __del__(self): os.write(1, b'{\"end\":3}\\n')\nd = D()\ndef add(a, b): return 7",
        WrongAnswer,
    ),
    (
        "threads",
        Tests,
        "import threading\ndef add(a, b):\n    threading.Thread(target=print).start()\n    return a + b",
        RuntimeError,
    ),
    ("an endless loop", Tests, "def add(a, b):\n    while True: pass", FuelLimit),
    (
        "floods the output",
        Tests,
        "import os\ndef add(a, b):\n    while True: os.write(1, b'x' * 1000)",
        OutputLimit,
    ),
    ("an endless generator", Tests, "def add(a, b):\n    while True: yield 1", WrongAnswer),
    ("a cyclic value", Tests, "def add(a, b):\n    x = []; x.append(x); return x", WrongAnswer),
    (
        "threads at import",
        Tests,
        "import _thread\n_thread.start_new_thread(print, ())",
        RuntimeError,
    ),
];

/// They share the tests' interpreter: see `docs/graders.md`.
const REMAINS: &[(&str, &str)] = &[(
    "an object that equals everything",
    "class E(int):\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False\n\
     def add(a, b): return E(7)",
)];
