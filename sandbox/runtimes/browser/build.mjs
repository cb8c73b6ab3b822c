// Bundles the JavaScript half of the runtime: `node build.mjs NODE_MODULES OUTPUT`.
// jsdom is taken as it is; what it asks of node, and what no page here has
// (network, cookies), is in `js/node/`.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [modules, outfile] = process.argv.slice(2);
const here = path.dirname(fileURLToPath(import.meta.url));
const { build } = createRequire(path.join(modules, "x.js"))("esbuild");

// Modules of node, and packages that only reach the network.
const instead = new Set(["vm", "util", "events", "buffer", "os", "stream", "tough-cookie"]);
const nothing = /^(?:node:|undici$|undici\/|tldts$|@napi-rs\/canvas$)/;
// Files of jsdom that do.
const files = [
  [/jsdom-dispatcher\.js$/, "dispatcher.js"],
  [/(?:XMLHttpRequest|WebSocket)-impl\.js$/, "refused.js"],
  [/Crypto-impl\.js$/, "crypto.js"],
];

// Places in files of jsdom that are other here: pattern of the file, what stands
// there exactly once, what stands there instead.
const patches = [
  // jsdom runs no modules yet; its own place for them is where `js/scripts.js` comes in.
  [
    /HTMLScriptElement-impl\.js$/,
    'if (type !== "classic") {',
    'if (type === "module") { return require("weaverse:scripts").prepareModule(this, parserDocument); }' +
      ' if (type !== "classic") {',
  ],
  // A frame has a window of its own, and there is one global object.
  [
    /HTMLFrameElement-impl\.js$/,
    "function loadFrame(frame, initialInsertion = false) {",
    "function loadFrame(frame, initialInsertion = false) { if (frame) { return; }",
  ],
];

function patched(text, place, instead) {
  if (text.split(place).length !== 2) {
    throw new Error(`jsdom has another text now: look for \`${place}\``);
  }
  return text.replace(place, instead);
}

const plugin = {
  name: "page",
  setup(run) {
    const own = (name) => ({ path: path.join(here, "js", name) });
    run.onResolve({ filter: /^weaverse:scripts$/ }, () => own("scripts.js"));
    run.onResolve({ filter: /^(?:node:[a-z]+|tough-cookie)$/ }, ({ path: name }) => {
      const plain = name.replace(/^node:/, "");
      return instead.has(plain) ? own(`node/${plain}.js`) : undefined;
    });
    run.onResolve({ filter: nothing }, ({ path: name }) => ({ path: name, namespace: "nothing" }));
    run.onLoad({ filter: /.*/, namespace: "nothing" }, ({ path: name }) => ({
      // jsdom does without a canvas when this one cannot be loaded.
      contents: name.startsWith("@") ? 'throw new Error("not here");' : "module.exports = {};",
    }));
    for (const [filter, name] of files) {
      // Not its text: it is asked for under its own name, too, and there is one of it.
      run.onLoad({ filter }, () => ({
        contents: `module.exports = require(${JSON.stringify(own(`node/${name}`).path)});`,
      }));
    }
    for (const [filter, place, instead] of patches) {
      run.onLoad({ filter }, async ({ path: file }) => ({
        contents: patched(await readFile(file, "utf8"), place, instead),
        resolveDir: path.dirname(file),
      }));
    }
  },
};

await build({
  entryPoints: [path.join(here, "js/main.js")],
  outfile,
  bundle: true,
  format: "iife",
  globalName: "weaverse",
  target: "es2023",
  platform: "neutral",
  mainFields: ["main", "module"],
  conditions: ["require", "import"],
  nodePaths: [modules],
  inject: [path.join(here, "js/node/globals.js")],
  minifyWhitespace: true,
  logLevel: "warning",
  plugins: [plugin],
});
