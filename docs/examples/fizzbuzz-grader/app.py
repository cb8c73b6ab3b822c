"""A grader in Python: runs the learner's program once and compares the words."""

import json

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports import grader as g
from wit_world.imports import runner


def expected(upto):
    for i in range(1, upto + 1):
        yield "FizzBuzz" if i % 15 == 0 else "Fizz" if i % 3 == 0 else "Buzz" if i % 5 == 0 else str(i)


class Grader(exports.Grader):
    def describe(self):
        schema = '{"type": "object", "required": ["upto"], "properties": {"upto": {"type": "integer"}}}'
        return g.GraderInfo(id="kr.example.fizzbuzz", version="1.0.0", config_schema=schema, extra=None)

    def check(self, config):
        if not isinstance(json.loads(config).get("upto"), int):
            raise Err([g.Problem(pointer="/upto", message="a whole number is needed")])
        return g.Preview(max_points=1000, samples=[], extra=None)

    def grade(self, submission, config):
        upto = json.loads(config)["upto"]
        request = runner.RunRequest(
            language=submission.language,
            files=submission.files,
            entry=submission.entry,
            invocation=runner.Invocation_Program([]),
            stdin=f"{upto}\n".encode(),
            extra=None,
        )
        [outcome] = runner.run([request])
        words = outcome.stdout.decode("utf-8", "replace").split()
        completed = outcome.status == runner.RunStatus.COMPLETED
        right = completed and words == list(expected(upto))
        item = g.ReportItem(
            name=f"1..{upto}",
            verdict=g.Verdict.ACCEPTED if right else g.Verdict.WRONG_ANSWER,
            points=1000 if right else 0,
            max_points=1000,
            message="" if right else "출력이 다릅니다.",
            details=[g.Detail(kind="actual", text=" ".join(words)[:1000], visibility=g.Visibility.LEARNER)],
            visibility=g.Visibility.LEARNER,
            fuel=outcome.fuel,
            extra=None,
        )
        return g.Report(items=[item], message=None, extra=None)
