// As much of a stream as parse5's parser is: what is written is parsed at once.

import { EventEmitter } from "events";

const nothing = () => {};

export class Writable extends EventEmitter {
  write(chunk) {
    this._write(chunk, "utf8", nothing);
    return true;
  }
  end(chunk) {
    if (chunk) {
      this.write(chunk);
    }
    this._final?.(nothing);
  }
  destroy() {}
}
