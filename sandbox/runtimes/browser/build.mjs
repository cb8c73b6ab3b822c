// Bundles the JavaScript half of the runtime: `node build.mjs NODE_MODULES OUTPUT`.
// jsdom is taken as it is; what it asks of node, and what no page here has
// (network, cookies), is in `js/node/`.
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

// jsdom runs no modules yet; its own place for them is where `js/scripts.js` comes in.
function withModules(text) {
  const place = 'if (type !== "classic") {';
  if (text.split(place).length !== 2) {
    throw new Error("jsdom prepares scripts in another way now: look at `_prepare`");
  }
  const call = 'if (type === "module") { return require("weaverse:scripts").prepareModule(this, parserDocument); }';
  return text.replace(place, `${call}\n    ${place}`);
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
    run.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "module.exports = {};" }));
    for (const [filter, name] of files) {
      // Not its text: it is asked for under its own name, too, and there is one of it.
      run.onLoad({ filter }, () => ({
        contents: `module.exports = require(${JSON.stringify(own(`node/${name}`).path)});`,
      }));
    }
    run.onLoad({ filter: /HTMLScriptElement-impl\.js$/ }, async ({ path: file }) => ({
      contents: withModules(await readFile(file, "utf8")),
      resolveDir: path.dirname(file),
    }));
  },
};

const { readFile } = await import("node:fs/promises");
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
