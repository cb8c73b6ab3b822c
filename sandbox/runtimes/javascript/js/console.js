// console, formatted as node formats it.

const { apply } = Reflect;
const searched = String.prototype.includes;
const includes = (text, part) => apply(searched, text, [part]);

export function makeConsole(host, inspecting) {
  const { formatWithOptions, inspect } = inspecting;
  const counts = new Map();
  const times = new Map();
  let indent = "";

  // What most programs print, without the whole formatter: it is slow here.
  function plain(args) {
    let text = "";
    for (let i = 0; i < args.length; i++) {
      const value = args[i];
      let part;
      switch (typeof value) {
        case "string":
          if (i === 0 && args.length > 1 && includes(value, "%")) {
            return null;
          }
          part = value;
          break;
        case "number":
          part = value === 0 && 1 / value < 0 ? "-0" : `${value}`;
          break;
        case "boolean":
        case "undefined":
          part = `${value}`;
          break;
        default:
          if (value !== null) {
            return null;
          }
          part = "null";
      }
      text = i === 0 ? part : `${text} ${part}`;
    }
    return text;
  }

  function put(fd, args) {
    let text = plain(args) ?? formatWithOptions({}, ...args);
    if (indent) {
      text = indent + text.replaceAll("\n", `\n${indent}`);
    }
    host.write(fd, `${text}\n`);
  }
  const out = (...args) => put(1, args);
  const err = (...args) => put(2, args);

  const console = {
    log: (...args) => put(1, args),
    info: (...args) => put(1, args),
    debug: (...args) => put(1, args),
    error: (...args) => put(2, args),
    warn: (...args) => put(2, args),
    trace(...args) {
      const stack = new Error().stack.split("\n").slice(1).join("\n");
      err(`Trace: ${formatWithOptions({}, ...args)}\n${stack}`);
    },
    dir(value, options) {
      out(inspect(value, { customInspect: false, ...options }));
    },
    dirxml: (...args) => put(1, args),
    assert(condition, ...args) {
      if (!condition) {
        if (typeof args[0] === "string") {
          args[0] = `Assertion failed: ${args[0]}`;
          err(...args);
        } else {
          err("Assertion failed", ...args);
        }
      }
    },
    group(...args) {
      if (args.length > 0) {
        out(...args);
      }
      indent += "  ";
    },
    groupCollapsed: (...args) => console.group(...args),
    groupEnd() {
      indent = indent.slice(2);
    },
    count(label = "default") {
      const count = (counts.get(`${label}`) ?? 0) + 1;
      counts.set(`${label}`, count);
      out(`${label}: ${count}`);
    },
    countReset(label = "default") {
      counts.delete(`${label}`);
    },
    time(label = "default") {
      times.set(`${label}`, host.now());
    },
    timeLog(label = "default", ...args) {
      out(`${label}: ${(host.now() - (times.get(`${label}`) ?? 0)).toFixed(3)}ms`, ...args);
    },
    timeEnd(label = "default") {
      console.timeLog(label);
      times.delete(`${label}`);
    },
    table(data, columns) {
      if (typeof data !== "object" || data === null) {
        return out(data);
      }
      out(table(data, columns, inspect));
    },
    clear() {},
  };
  for (const key of Object.keys(console)) {
    Object.defineProperty(console[key], "name", { value: key });
  }
  console.Console = class Console {
    constructor() {
      return console;
    }
  };
  return console;
}

// Two columns for a wide character, as node counts them.
function width(text) {
  let total = 0;
  for (const char of text) {
    const code = char.codePointAt(0);
    const wide =
      code >= 0x1100 &&
      (code <= 0x115f ||
        (code >= 0x2e80 && code <= 0xa4cf) ||
        (code >= 0xac00 && code <= 0xd7a3) ||
        (code >= 0xf900 && code <= 0xfaff) ||
        (code >= 0xfe30 && code <= 0xfe6f) ||
        (code >= 0xff00 && code <= 0xff60) ||
        (code >= 0xffe0 && code <= 0xffe6) ||
        (code >= 0x1f300 && code <= 0x1faff) ||
        (code >= 0x20000 && code <= 0x3fffd));
    total += wide ? 2 : 1;
  }
  return total;
}

function table(data, columns, inspect) {
  const show = (value) =>
    inspect(value, {
      maxArrayLength: 3,
      breakLength: Infinity,
      depth: typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0,
    });
  const rows = [];
  const isMap = data instanceof Map;
  const isSet = data instanceof Set;
  if (isMap) {
    let index = 0;
    for (const [key, value] of data) {
      rows.push([`${index++}`, { Key: key, Values: value }]);
    }
    return render(["(iteration index)", "Key", "Values"], rows.map(([i, row]) => [i, show(row.Key), show(row.Values)]));
  }
  if (isSet) {
    let index = 0;
    for (const value of data) {
      rows.push([`${index++}`, show(value)]);
    }
    return render(["(iteration index)", "Values"], rows);
  }
  for (const key of Object.keys(data)) {
    rows.push([key, data[key]]);
  }
  const keys = columns ? [...columns] : [];
  let values = false;
  for (const [, row] of rows) {
    if (typeof row === "object" && row !== null && typeof row !== "function") {
      if (!columns) {
        for (const key of Object.keys(row)) {
          if (!keys.includes(key)) {
            keys.push(key);
          }
        }
      }
    } else {
      values = true;
    }
  }
  const head = ["(index)", ...keys];
  if (values) {
    head.push("Values");
  }
  const body = rows.map(([key, row]) => {
    const isObject = typeof row === "object" && row !== null;
    const cells = [key];
    for (const column of keys) {
      cells.push(isObject && Object.hasOwn(row, column) ? show(row[column]) : "");
    }
    if (values) {
      cells.push(isObject ? "" : show(row));
    }
    return cells;
  });
  return render(head, body);
}

function render(head, rows) {
  const widths = head.map((cell, i) => Math.max(...[head, ...rows].map((row) => width(row[i]))) + 2);
  const line = (left, middle, right) => left + widths.map((w) => "─".repeat(w)).join(middle) + right;
  const row = (cells) =>
    `│${cells.map((cell, i) => ` ${cell}${" ".repeat(widths[i] - width(cell) - 1)}`).join("│")}│`;
  return [
    line("┌", "┬", "┐"),
    row(head),
    line("├", "┼", "┤"),
    ...rows.map(row),
    line("└", "┴", "┘"),
  ].join("\n");
}
