// What a page loads: files of the submission.

let read = null;

export function onLoad(reader) {
  read = reader;
}

export async function fetchCollected(_, { url }) {
  const body = read(url);
  return body === null
    ? { ok: false, status: 404, headers: {}, body: new Uint8Array(0), url }
    : { ok: true, status: 200, headers: {}, body, url };
}
