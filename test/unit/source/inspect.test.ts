import assert from "node:assert/strict";
import { inspect, isSecretName, keyLines, readSource } from "../../../src/core/source";

describe("the rows of inspect", () => {
  it("count lines from 1 and columns from 0 in characters, and address the parts of a value", () => {
    const text = '\ufeff# 😀\nclass C:\r\n    E = "😀"; X: dict = ({"a": -1.5,\n  7: b"x"})\n    X2 = X\n';
    const rows = inspect(readSource("bot.py", text), "bot.py");
    const common = { file: "bot.py", derived: false, shadowed: false, conditional: false };
    const x = { ...common, scope: "C", name: "X", annotated: true, uses: 1 };
    assert.deepEqual(rows.slice(0, 4), [
      {
        ...common,
        ...{ scope: "C", name: "E", path: "", kind: "string", value: "😀", text: '"😀"', annotated: false, uses: 0 },
        ...{ line: 3, column: 8, endLine: 3, endColumn: 11 },
      },
      {
        ...x,
        ...{ path: "", kind: "dict", value: null, text: '{"a": -1.5,\n  7: b"x"}', repr: '{"a": -1.5,\n  7: b"x"}' },
        ...{ line: 3, column: 24, endLine: 4, endColumn: 10 },
      },
      {
        ...x,
        ...{ path: '["a"]', kind: "negative", value: -1.5, text: "-1.5" },
        ...{ line: 3, column: 30, endLine: 3, endColumn: 34 },
      },
      {
        ...x,
        ...{ path: "[7]", kind: "string", value: null, text: 'b"x"', repr: 'b"x"' },
        ...{ line: 4, column: 5, endLine: 4, endColumn: 9 },
      },
    ]);
    assert.deepEqual(rows[4]?.["derived"], true);
  });

  it("tell what an element assigns once, as what it is", () => {
    const text = 'L = [D := 4, (E := 5), 6]\nM = {"a": (F := 7), "b": (G := 8) + 1}\n';
    assert.deepEqual(
      inspect(readSource("bot.py", text), "bot.py").map(({ name, path, text }) => `${name}${path} ${text}`),
      [
        ...["D 4", "E 5", "L [D := 4, (E := 5), 6]", "L[2] 6"],
        ...["F 7", "G 8", 'M {"a": (F := 7), "b": (G := 8) + 1}', 'M["b"] (G := 8) + 1'],
      ],
    );
  });

  it("never show what a secret name holds, in whatever it is wrapped", () => {
    const text = [
      'API_KEY = "s3cr3t"',
      'exchange = binance({"apiKey": "s3cr3t", "rate": 5})',
      'client = Client(token="s3cr3t", timeout=3)',
      'config = {"db": {"password": "s3cr3t"}}',
      'url = os.getenv("DB_PASSWORD", "s3cr3t")',
      'both = API_SECRET or "s3cr3t"',
      'joined = f"{TOKEN}s3cr3t"',
      'A, API_KEY = load("s3cr3t")',
      'B = API_TOKEN = "s3cr3t"',
      'DB = "postgres://user:s3cr3t@host/db"',
      'POOL = {"urls": ["redis://:s3cr3t@host"]}',
      'headers = {"Authorization": "Bearer s3cr3t"}',
      'pair = (USER, API_SECRET) = ("me", "s3cr3t")',
      'API_KEYS = (first, second) = "a", "s3cr3t"',
      'DB = "postgres://user:" "s3cr3t@host"',
      'DB = "postgres://user:" + f"s3cr3t@{HOST}"',
      'DB = "postgres\\x3a//user:s3cr3t@host"',
      `DB = f"postgres://{user['name']}:s3cr3t@host"`,
      'DB = "postgres://me@work:s3cr3t@host"',
      'REMOTE = "https://s3cr3t_0123456789abcdefghij@host/r.git"',
      'SIZES = {"postgres://user:s3cr3t@host": 3}',
    ].join("\n");
    const rows = inspect(readSource("bot.py", text), "bot.py");
    assert.ok(!JSON.stringify(rows).includes("s3cr3t"), JSON.stringify(rows, null, 1));
    const host = inspect(readSource("bot.py", 'URL = "https://host:8080/a@b"\n'), "bot.py")[0];
    assert.equal(host?.["value"], "https://host:8080/a@b");
    const user = rows.find(({ name, path }) => name === "pair" && path === "[0]");
    assert.equal(user?.["value"], "me");
    const rate = rows.find(({ path }) => path === '(0)["rate"]');
    assert.equal(rate?.["value"], 5);
    const key = rows.find(({ name }) => name === "API_KEY");
    assert.deepEqual([key?.["value"], key?.["text"], key?.["redacted"]], [null, null, true]);
  });
});

describe("secret names", () => {
  for (const name of "API_KEY apiKey SECRET password DB_PASSWORD accessToken TELEGRAM_TOKEN private_key PASSPHRASE apikey authtoken client_secret BearerToken AWS_ACCESS_KEY_ID PASS dbPass AUTH BASIC_AUTH AUTHORIZATION SEED_PHRASE seedPhrase MNEMONIC PRIVATE CREDENTIAL creds RECOVERY_PHRASE WALLET_SEED PRIVATE_PEM".split(
    " ",
  ))
    it(`${name} is one`, () => assert.ok(isSecretName(name)));
  for (const name of "STOP_LOSS MONKEY KEYBOARD TOKENIZER_SIZE BASE_POSITION compass HOTKEYS_ON turkey MAX_PASSES PASS_RATE LOW_PASS AUTHOR AUTHORS USE_AUTH AUTH_TIMEOUT SEED IS_PRIVATE PRIVATE_CHANNELS CREDIT".split(
    " ",
  ))
    it(`${name} is none`, () => assert.ok(!isSecretName(name)));
});

describe("the lines of what looks like a key", () => {
  const cases: [text: string, lines: number[]][] = [
    ['API_KEY = "abc"', [1]],
    ['A = 1\nclass C:\n    SECRET: str = "abc"\n', [3]],
    ['A, TOKEN = "a", "b"', [1]],
    ['CONFIG = {\n    "apiKey": "abc",\n    "rate": 1,\n}', [2]],
    ['DB = "postgres://user:word@host/db"', [1]],
    ['X = os.getenv("API_KEY", "abc")', [1]],
    ['X = os.getenv("API_KEY")', []],
    ['API_KEY = os.environ["API_KEY"]', []],
    ['API_KEY = "my-secret-key"', [1]],
    ['API_KEY = ""', []],
    ["API_KEY = None", []],
    ['NAME = "bot"\nKEY_LEVEL = 0.5', []],
  ];
  for (const [text, lines] of cases) {
    it(`${lines.join(", ") || "none"}: ${text.replace(/\s+/g, " ")}`, () => {
      assert.deepEqual(keyLines(readSource("bot.py", text)), lines);
    });
  }
});
