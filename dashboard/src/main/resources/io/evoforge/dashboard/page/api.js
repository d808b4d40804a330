// Talks to the server. A sign-in that has ended is told to whoever listens.

let signedOut = () => {};

export function onSignedOut(listener) {
  signedOut = listener;
}

async function failure(response) {
  let message = `The server answered ${response.status}.`;
  try {
    message = (await response.json()).error ?? message;
  } catch { /* not every answer is JSON */ }
  const error = new Error(message);
  error.status = response.status;
  if (response.status === 401) signedOut(message);
  return error;
}

export async function get(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw await failure(response);
  return response.json();
}

function send(method, path, body) {
  return fetch(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) });
}

export async function post(path, body) {
  const response = await send("POST", path, body);
  if (!response.ok) throw await failure(response);
  return response.status === 204 ? null : response.json();
}

export async function remove(path) {
  await send("DELETE", path);
}

/** Posts, and hands the answer over piece by piece as it comes. */
export async function stream(path, body, piece) {
  const response = await send("POST", path, body);
  if (!response.ok) throw await failure(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) piece(part.value);
}

/** Signs in; false if this is not the token. */
export async function signIn(token) {
  const response = await send("POST", "/api/session", { token });
  return response.ok;
}
