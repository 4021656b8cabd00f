// What a file of tests stands on: the server that `run.mjs` started for all of them, and what there is on it.

/** The program's path, the store's path, and the server's address without a slash at the end. */
export const { WHODID_PROGRAM: PROGRAM, WHODID_STORE: STORE, WHODID_BASE: BASE } = process.env;

if (!BASE) throw new Error("these tests are started by `node run.mjs`");

/**
 * Asks the API.
 *
 * @param {string} target path and question, such as `/api/v1/events?class=AID`
 * @returns {Promise<any>} what it answers
 */
export async function api(target) {
  const answer = await fetch(BASE + target);
  if (!answer.ok) throw new Error(`${target}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/**
 * Whether the program has a page. Those that are not built yet are passed over with a word.
 *
 * @param {string} target path and question
 * @returns {Promise<string | false>} why its tests are passed over, or `false`: as `skip` of a test wants it
 */
export async function missing(target) {
  const { status } = await fetch(BASE + target);
  return status === 404 ? `there is no page at ${target} yet` : false;
}
