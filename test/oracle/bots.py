"""Runs small bots, and answers which values they trade with.

Reads {"files": {path: text}, "main": path, "env": {name: value}} from standard input, one JSON line each. Answers with
what the bot handed to `trade` and to `other`, two functions that every bot has, or with the error that it raised.
"""

import builtins
import contextlib
import importlib
import io
import json
import os
import runpy
import shutil
import sys
import tempfile
import types

_REQUIRED = object()


class Field:
    def __init__(self, default=_REQUIRED, **options):
        self.default = default


class BaseModel:
    """As pydantic's: fields with annotations, their values from keywords."""

    def __init__(self, **values):
        for owner in reversed(type(self).__mro__):
            for name in vars(owner).get("__annotations__", {}):
                default = getattr(type(self), name, None)
                given = self._given(name, values)
                setattr(self, name, (default.default if isinstance(default, Field) else default) if given is None else given)

    def _given(self, name, values):
        return values.get(name)

    @classmethod
    def model_validate(cls, values):
        return cls(**values)

    parse_obj = model_validate

    def model_dump(self):
        return dict(vars(self))

    def model_copy(self, update=None):
        return type(self)(**{**vars(self), **(update or {})})


class BaseSettings(BaseModel):
    """As pydantic-settings': the environment over the defaults."""

    def _given(self, name, values):
        text = os.environ.get(name.upper())
        return values.get(name, None if text is None else float(text))


class Parameter:
    def __init__(self, low, high, *, default, space):
        self.value, self.space = default, space


class IStrategy:
    """As freqtrade's: `buy_params` over defaults, and the strategy's JSON file over both."""

    stoploss = None

    def start(self):
        stored = {}
        with contextlib.suppress(FileNotFoundError), open(f"{type(self).__name__}.json") as handle:
            stored = json.load(handle)["params"]
        self.stoploss = stored.get("stoploss", {}).get("stoploss", self.stoploss)
        for name, parameter in vars(type(self)).items():
            if isinstance(parameter, Parameter):
                own = getattr(self, f"{parameter.space}_params", {})
                parameter.value = {**own, **stored.get(parameter.space, {})}.get(name, parameter.value)

    def run(self, trade):
        trade(self.stoploss)


def stub(name, **members):
    module = types.ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module


stub("pydantic", BaseModel=BaseModel, Field=Field)
stub("pydantic_settings", BaseSettings=BaseSettings)
stub("freqtrade")
stub("freqtrade.strategy", IStrategy=IStrategy, IntParameter=Parameter, DecimalParameter=Parameter)
stub("numpy", clip=lambda value, low, high: max(low, min(value, high)))


def run(request):
    trades, others = [], []
    builtins.trade, builtins.other = trades.append, others.append
    folder = tempfile.mkdtemp(prefix="phasegate-bots-")
    before, environment, known = os.getcwd(), dict(os.environ), set(sys.modules)
    try:
        for path, text in request["files"].items():
            os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(folder, path), "w", encoding="utf-8") as handle:
                handle.write(text)
        os.chdir(folder)
        os.environ.update(request["env"])
        sys.path.insert(0, folder)
        importlib.invalidate_caches()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            runpy.run_path(request["main"], run_name="__main__")
        return {"trades": trades, "others": others}
    except BaseException as error:
        return {"error": repr(error)}
    finally:
        if sys.path[0] == folder:
            sys.path.pop(0)
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
        for name in set(sys.modules) - known:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(folder):
                del sys.modules[name]
        shutil.rmtree(folder)


sys.dont_write_bytecode = True
sys.argv = ["bot.py"]
for line in sys.stdin:
    print(json.dumps(run(json.loads(line)), default=str), flush=True)
