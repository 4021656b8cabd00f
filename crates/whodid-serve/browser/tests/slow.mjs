// Five hundred clients at once, quick and slow: the server answers whoever asks beside them. No browser is needed for it.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { after, afterEach, before, test } from "node:test";
import { PROGRAM, STORE } from "../lib/here.mjs";
import { serve } from "../lib/program.mjs";

const CLIENTS = 500;
/** Nobody waits longer, in milliseconds, on a machine that has other things to do. */
const PATIENCE = 3000;

let server;
/** Connections of the test that runs. */
const held = [];
before(async () => (server = await serve(PROGRAM, STORE)));
afterEach(() => held.splice(0).forEach((socket) => socket.destroy()));
after(() => server?.end());

const port = () => Number(new URL(server.base).port);

/** Opens connections that say `first`, one after the other: a queue of new connections has an end too. */
async function clients(count, first) {
  const all = [];
  for (let at = 0; at < count; at += 1) {
    const socket = connect(port(), "127.0.0.1");
    socket.on("error", () => {});
    held.push(socket);
    await new Promise((done) => socket.once("connect", done).once("close", done));
    socket.write(first);
    all.push(socket);
  }
  return all;
}

/** Has them say one letter more again and again, for as long as they are there. */
function drip(sockets) {
  for (const socket of sockets) {
    const clock = setInterval(() => socket.writable && socket.write("z"), 250);
    socket.once("close", () => clearInterval(clock));
  }
}

/** Asks on a connection of its own. */
function ask(target) {
  const began = performance.now();
  return new Promise((done, failed) => {
    const request = get(server.base + target, { agent: false, timeout: 30_000 }, (answer) => {
      answer.resume();
      answer.once("end", () => done({ status: answer.statusCode, time: performance.now() - began }));
    });
    request.once("error", failed);
    request.once("timeout", () => request.destroy(new Error(`${target}: no answer`)));
  });
}

/** Asks again and again, each time something else, and tells how long it took. */
async function served(count) {
  const times = [];
  for (let at = 0; at < count; at += 1) {
    const { status, time } = await ask(`/events?min_confidence=${(at + 1) / 1000}`);
    assert.equal(status, 200);
    times.push(time);
  }
  times.sort((one, other) => one - other);
  return { median: times[count >> 1], worst: times.at(-1) };
}

/** Most memory that the server had, in megabytes, where the system tells. */
function memory() {
  const path = `/proc/${server.pid}/status`;
  const told = existsSync(path) ? readFileSync(path, "utf8").match(/VmHWM:\s*(\d+)/)?.[1] : undefined;
  return told ? `${Math.round(told / 1024)} MB at most` : "memory not told by this system";
}

const say = ({ median, worst }) => `median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms; ${memory()}`;

test(`${CLIENTS} that spell out what they want, a letter at a time`, { timeout: 60_000 }, async (context) => {
  const slow = await clients(CLIENTS, "GET /events HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  drip(slow);
  const took = await served(40);
  const there = slow.filter((socket) => !socket.destroyed).length;
  context.diagnostic(`${there} of them still there, others are answered: ${say(took)}`);
  assert.equal(there, CLIENTS, "all of them were there while others asked");
  assert.ok(took.worst < PATIENCE, say(took));
});

test(`${CLIENTS} that ask for everything and take nothing of it`, { timeout: 60_000 }, async (context) => {
  const idle = await clients(CLIENTS, "GET /api/v1/events?format=jsonl HTTP/1.1\r\nHost: localhost\r\n\r\n");
  idle.forEach((socket) => socket.pause());
  const took = await served(40);
  context.diagnostic(`others are answered: ${say(took)}`);
  assert.ok(took.worst < PATIENCE, say(took));
});

test(`${CLIENTS} that ask at the same time are all answered`, { timeout: 60_000 }, async (context) => {
  const began = performance.now();
  const targets = Array.from({ length: CLIENTS }, (_, at) => `/events?min_confidence=${(at + 1) / 1000}&limit=20`);
  const answers = await Promise.all(targets.map(ask));
  const took = performance.now() - began;
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200]);
  context.diagnostic(`${CLIENTS} different pages in ${took.toFixed(0)} ms: ${((CLIENTS / took) * 1000).toFixed(0)} a second; ${memory()}`);
});

test("more than there is room for are let go, and those behind them get their turn", { timeout: 60_000 }, async (context) => {
  const slow = await clients(600, "GET /events HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  drip(slow);
  const { status, time } = await ask("/events");
  context.diagnostic(`answered after ${(time / 1000).toFixed(1)} s`);
  assert.equal(status, 200);
  assert.ok(time < 15_000, "slow ones have ten seconds");
});
