"""Runs a script line by line and writes down what its marked lines make.

python3 trace.py SCRIPT MARKS: MARKS is a JSON object from line numbers to lists of names, which are looked at when the
line is done; of a line that returns something, the one name stands for what it returns. Prints a JSON list of
[t, line, name, shape, first numbers]; t is the loop's variable, or null outside of it. Of each value the last one of a
step is kept, and outside of steps the first.
"""

import contextlib
import io
import json
import sys

import numpy as np

path, marks = sys.argv[1], {int(line): names for line, names in json.loads(sys.argv[2]).items()}
text = open(path, encoding="utf-8").read()
lines = [""] + text.split("\n")
made, waiting = {}, {}


def step(frame):
    while frame is not None:
        t = frame.f_locals.get("t")
        if isinstance(t, int):
            return t
        frame = frame.f_back
    return None


def keep(frame, line, name, value):
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return
    t = step(frame)
    if t is not None or (line, name) not in made:
        numbers = [repr(float(x)) for x in array.ravel()[:64]]
        made[(t, line, name) if t is not None else (line, name)] = [t, line, name, array.shape, numbers]


def look(frame):
    line = waiting.pop(id(frame), None)
    for name in marks.get(line, []) if line and not returns(line) else []:
        # A local name may hide a rule: memory[momentum].
        for local in (frame.f_locals, {}):
            with contextlib.suppress(Exception):
                keep(frame, line, name, eval(name, frame.f_globals, local))
                break


def returns(line):
    return lines[line].strip().startswith("return ")


def trace(frame, event, result):
    if frame.f_code.co_filename != path:
        return None
    if event == "line":
        look(frame)
        if frame.f_lineno in marks:
            waiting[id(frame)] = frame.f_lineno
    elif event == "return":
        line = waiting.get(id(frame))
        if line and returns(line) and result is not None:
            for name in marks[line][:1]:
                keep(frame, line, name, result)
        look(frame)
    return trace


with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
    code = compile(text, path, "exec")
    sys.settrace(trace)
    try:
        exec(code, {"__name__": "__main__"})
    finally:
        sys.settrace(None)
print(json.dumps(list(made.values())))
