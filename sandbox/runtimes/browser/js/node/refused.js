// Objects that reach the network.

import { NETWORK, NotAvailable } from "../../../javascript/js/errors.js";

export const implementation = class {
  constructor() {
    throw new NotAvailable(NETWORK);
  }
};
