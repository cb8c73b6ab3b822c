// fs over the submission's files; what a program writes is gone with it.

const CODES = {
  ENOENT: [-2, "no such file or directory"],
  EEXIST: [-17, "file already exists"],
  ENOTDIR: [-20, "not a directory"],
  EISDIR: [-21, "illegal operation on a directory"],
  ENOTEMPTY: [-39, "directory not empty"],
};

export function makeFs(host, Buffer) {
  const folders = new Set([""]);

  function fail(code, syscall, path) {
    const [errno, text] = CODES[code];
    const error = new Error(`${code}: ${text}, ${syscall} '${path}'`);
    error.errno = errno;
    error.code = code;
    error.syscall = syscall;
    error.path = String(path);
    throw error;
  }

  function plain(path) {
    const text = path instanceof Uint8Array ? Buffer.from(path).toString() : String(path?.pathname ?? path);
    const parts = [];
    for (const part of text.replace(/^file:\/\//, "").split("/")) {
      if (part === "..") {
        parts.pop();
      } else if (part !== "" && part !== ".") {
        parts.push(part);
      }
    }
    return parts.join("/");
  }

  const isFile = (path) => host.size(path) >= 0;
  const isFolder = (path) => folders.has(path) || host.files().some((file) => file.startsWith(`${path}/`));
  const isStdin = (path) => path === 0 || path === "/dev/stdin";

  function readStdin() {
    const chunks = [];
    for (;;) {
      const chunk = host.readStdin(65536);
      if (chunk.length === 0) {
        return Buffer.concat(chunks);
      }
      chunks.push(chunk);
    }
  }

  function encodingOf(options) {
    return typeof options === "string" ? options : options?.encoding;
  }

  function bytesOf(data, encoding) {
    return typeof data === "string" ? Buffer.from(data, encoding || "utf8") : data instanceof Uint8Array ? data : Buffer.from(String(data));
  }

  function write(path, data, options, append) {
    const bytes = bytesOf(data, encodingOf(options));
    if (path === 1 || path === 2 || path === "/dev/stdout" || path === "/dev/stderr") {
      host.writeBytes(path === 2 || path === "/dev/stderr" ? 2 : 1, bytes);
      return;
    }
    const name = plain(path);
    const slash = name.lastIndexOf("/");
    if (isFolder(name)) {
      fail("EISDIR", "open", path);
    }
    if (slash >= 0 && !isFolder(name.slice(0, slash))) {
      fail("ENOENT", "open", path);
    }
    host.writeFile(name, bytes, append || options?.flag === "a");
  }

  class Stats {
    constructor(name) {
      const file = isFile(name);
      this.size = file ? host.size(name) : 0;
      this.mode = file ? 0o100644 : 0o40755;
      this.mtimeMs = this.atimeMs = this.ctimeMs = this.birthtimeMs = 1767225600000;
      this.mtime = new Date(this.mtimeMs);
    }
    isFile() {
      return (this.mode & 0o170000) === 0o100000;
    }
    isDirectory() {
      return !this.isFile();
    }
    isSymbolicLink() {
      return false;
    }
  }

  class Dirent {
    constructor(name, parent) {
      this.name = name;
      this.parentPath = parent;
    }
    isFile() {
      return isFile(plain(`${this.parentPath}/${this.name}`));
    }
    isDirectory() {
      return !this.isFile();
    }
  }

  const fs = {
    constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 },
    readFileSync(path, options) {
      let bytes;
      if (isStdin(path)) {
        bytes = readStdin();
      } else {
        const name = plain(path);
        const content = host.readFile(name);
        if (content === null) {
          fail(isFolder(name) ? "EISDIR" : "ENOENT", isFolder(name) ? "read" : "open", path);
        }
        bytes = Buffer.from(content.buffer);
      }
      const encoding = encodingOf(options);
      return encoding ? bytes.toString(encoding) : bytes;
    },
    writeFileSync: (path, data, options) => write(path, data, options, false),
    appendFileSync: (path, data, options) => write(path, data, options, true),
    writeSync(fd, data, ...rest) {
      const bytes = bytesOf(data);
      host.writeBytes(fd === 2 ? 2 : 1, typeof data === "string" ? bytes : bytes.subarray(rest[0] ?? 0, (rest[0] ?? 0) + (rest[1] ?? bytes.length)));
      return bytes.length;
    },
    readSync(fd, buffer, offset = 0, length = buffer.length - offset) {
      if (typeof offset === "object") {
        ({ offset = 0, length = buffer.length - offset } = offset);
      }
      const chunk = host.readStdin(length);
      buffer.set(chunk, offset);
      return chunk.length;
    },
    existsSync(path) {
      return path === "/dev/stdin" || isFile(plain(path)) || isFolder(plain(path));
    },
    accessSync(path) {
      if (!fs.existsSync(path)) {
        fail("ENOENT", "access", path);
      }
    },
    statSync(path, options) {
      if (!fs.existsSync(path)) {
        if (options?.throwIfNoEntry === false) {
          return undefined;
        }
        fail("ENOENT", "stat", path);
      }
      return new Stats(plain(path));
    },
    readdirSync(path, options) {
      const name = plain(path);
      if (!isFolder(name)) {
        fail(isFile(name) ? "ENOTDIR" : "ENOENT", "scandir", path);
      }
      const start = name ? `${name}/` : "";
      const children = new Set();
      for (const other of [...host.files(), ...folders]) {
        if (other.startsWith(start) && other.length > start.length) {
          children.add(other.slice(start.length).split("/")[0]);
        }
      }
      const names = [...children].sort();
      return options?.withFileTypes ? names.map((child) => new Dirent(child, String(path))) : names;
    },
    mkdirSync(path, options) {
      const name = plain(path);
      if (isFile(name) || isFolder(name)) {
        if (options?.recursive) {
          return undefined;
        }
        fail("EEXIST", "mkdir", path);
      }
      const parts = name.split("/");
      if (!options?.recursive && parts.length > 1 && !isFolder(parts.slice(0, -1).join("/"))) {
        fail("ENOENT", "mkdir", path);
      }
      parts.forEach((_, i) => folders.add(parts.slice(0, i + 1).join("/")));
      return undefined;
    },
    unlinkSync(path) {
      if (!host.removeFile(plain(path))) {
        fail("ENOENT", "unlink", path);
      }
    },
    rmSync(path, options) {
      const name = plain(path);
      if (host.removeFile(name)) {
        return;
      }
      if (!isFolder(name)) {
        if (!options?.force) {
          fail("ENOENT", "rm", path);
        }
        return;
      }
      for (const file of host.files()) {
        if (file.startsWith(`${name}/`)) {
          host.removeFile(file);
        }
      }
      folders.delete(name);
    },
    rmdirSync(path) {
      if (fs.readdirSync(path).length > 0) {
        fail("ENOTEMPTY", "rmdir", path);
      }
      folders.delete(plain(path));
    },
    renameSync(from, to) {
      const bytes = host.readFile(plain(from));
      if (bytes === null) {
        fail("ENOENT", "rename", from);
      }
      write(to, bytes);
      host.removeFile(plain(from));
    },
    copyFileSync(from, to) {
      write(to, fs.readFileSync(from));
    },
  };

  const promises = { constants: fs.constants };
  for (const key of Object.keys(fs)) {
    if (!key.endsWith("Sync")) {
      continue;
    }
    const sync = fs[key];
    const name = key.slice(0, -4);
    promises[name] = async (...args) => sync(...args);
    if (name !== "exists") {
      fs[name] = (...args) => {
        const callback = args.pop();
        if (typeof callback !== "function") {
          throw new TypeError('The "cb" argument must be of type function.');
        }
        promises[name](...args).then(
          (value) => setImmediate(callback, null, value),
          (error) => setImmediate(callback, error),
        );
      };
    }
  }
  fs.promises = promises;
  return fs;
}
