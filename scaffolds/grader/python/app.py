"""A grader: runs the learner's program once and compares the words of its output.

What it prints to stderr is in the plugin's runs (`weaverse plugin logs`);
learners never see it.
"""

import json

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports import grader as g
from wit_world.imports import runner

SCHEMA = {
    "type": "object",
    "required": ["expect"],
    "properties": {"input": {"type": "string"}, "expect": {"type": "string"}},
}


class Grader(exports.Grader):
    def describe(self):
        return g.GraderInfo(
            id="{{id}}", version="0.1.0", config_schema=json.dumps(SCHEMA), extra=None
        )

    def check(self, config):
        """Says what is wrong with a configuration, or what it comes to."""
        config = json.loads(config)
        if not isinstance(config.get("expect"), str):
            raise Err([g.Problem(pointer="/expect", message="a text is needed")])
        sample = g.Sample(
            name="1", input=config.get("input", ""), expected=config["expect"], note=None
        )
        return g.Preview(max_points=1000, samples=[sample], extra=None)

    def grade(self, submission, config):
        config = json.loads(config)
        request = runner.RunRequest(
            language=submission.language,
            files=submission.files,
            entry=submission.entry,
            invocation=runner.Invocation_Program([]),
            stdin=config.get("input", "").encode(),
            extra=None,
        )
        [outcome] = runner.run([request])
        printed = outcome.stdout.decode("utf-8", "replace")
        completed = outcome.status == runner.RunStatus.COMPLETED
        right = completed and printed.split() == config["expect"].split()
        shown = g.Visibility.LEARNER
        item = g.ReportItem(
            name="output",
            verdict=g.Verdict.ACCEPTED if right else g.Verdict.WRONG_ANSWER,
            points=1000 if right else 0,
            max_points=1000,
            message="" if right else "The output is not what is expected.",
            details=[g.Detail(kind="actual", text=printed[:1000], visibility=shown)],
            visibility=shown,
            fuel=outcome.fuel,
            extra=None,
        )
        return g.Report(items=[item], message=None, extra=None)
