// Types in which something is chosen, paired, ordered or tapped.

import { behind, parts, remark, rights, same, told } from "./common.js";
import { plain } from "./numbers.js";

export const single = {
  parse: (given, { pin }) => behind(given, pin),
  score: (answer, { options }) => Number(rights(options).includes(answer)),
  feedback: (answer, { options, pin }) => told([answer], options, pin),
};

export const multiple = {
  parse(given, { pin }) {
    const keys = Array.isArray(given) ? given.map((letter) => behind(letter, pin)) : [null];
    return keys.includes(null) ? null : [...new Set(keys)].sort();
  },
  score(answer, { options }) {
    const good = rights(options);
    const hits = answer.filter((key) => good.includes(key)).length;
    return Math.max(0, (2 * hits - answer.length) / good.length);
  },
  feedback: (answer, { options, pin }) => told(answer, options, pin),
};

export const hotspot = {
  parse(given, { places, pin }) {
    const tap = /^([0-9]{1,3}(?:\.[0-9]{1,3})?);([0-9]{1,3}(?:\.[0-9]{1,3})?)$/.exec(given);
    if (!tap) return behind(given, pin);
    const [x, y] = [Number(tap[1]), Number(tap[2])];
    if (Math.max(x, y) > 100) return null;
    const hit = places.find((one) => (x - plain(one.x)) ** 2 + (y - plain(one.y)) ** 2 <= plain(one.r) ** 2);
    return hit ? hit.key : tap[0];
  },
  score: (answer, { places }) => Number(rights(places).includes(answer)),
  feedback(answer, { places, pin }) {
    const found = told([answer], places, pin);
    const beside = "Ketukan Ibu/Bapak di luar semua tempat yang ditanyakan.";
    return found.some((one) => one.chosen) ? found : [remark("Tempat lain di gambar", false, true, beside), ...found];
  },
};

// Each text on the right once, by the key of the first pair that has it.
function sides({ pairs, extra }) {
  const found = new Map();
  for (const pair of [...pairs].sort((one, other) => (one.key < other.key ? -1 : 1))) {
    if (!found.has(same(pair.right))) found.set(same(pair.right), [pair.key, pair.right]);
  }
  return Object.fromEntries([...found.values(), ...(extra || []).map((text) => [`+${text}`, text])]);
}

const isPaired = (pair, answer, texts) => answer[pair.key] !== undefined && same(texts[answer[pair.key]]) === same(pair.right);

export const matching = {
  parse: (given, { pin }) => parts(given, (left) => behind(left, pin.lefts), (_, right) => behind(right, pin.rights)),
  score: (answer, item) => item.pairs.filter((pair) => isPaired(pair, answer, sides(item))).length / item.pairs.length,
  feedback(answer, item) {
    const texts = sides(item);
    return item.pin.lefts.map(([, key]) => {
      const pair = item.pairs.find((one) => one.key === key);
      const [chosen, right] = [answer[key], isPaired(pair, answer, texts)];
      const why = chosen !== undefined && !right ? `Pasangannya: ${pair.right}. ${pair.feedback || ""}`.trim() : pair.feedback;
      const text = `${pair.left}: ${chosen === undefined ? pair.right : texts[chosen]}`;
      return remark(text, right || chosen === undefined, chosen !== undefined, why);
    });
  },
};

export const ordering = {
  parse: (given, { pin }) =>
    parts(given, (letter) => behind(letter, pin), (_, place) => (pin.some((__, at) => String(at + 1) === place) ? place : null)),
  // Of the neighbours, the share that follow each other; a place that two steps share is none.
  score(answer, { steps }) {
    const taken = Object.values(answer);
    const at = (step) => (taken.filter((place) => place === answer[step.key]).length === 1 ? Number(answer[step.key]) : NaN);
    return steps.slice(1).filter((step, before) => at(step) === at(steps[before]) + 1).length / (steps.length - 1);
  },
  feedback(answer, item) {
    const right = ordering.score(answer, item) === 1;
    const word = right ? "Urutannya sudah tepat." : "Urutannya belum tepat. Yang benar ada di bawah.";
    const steps = item.steps.map((step, at) => {
      const given = answer[step.key] ?? String(at + 1);
      return remark(`${at + 1}. ${step.text}${given === String(at + 1) ? "" : ` (Ibu/Bapak: nomor ${given})`}`, false, false);
    });
    return [remark(word, right, true, item.feedback), ...steps];
  },
};

export const scenario = {
  parse(given, { pin }) {
    const scene = (number) => pin.find(([one]) => one === number);
    return parts(given, (number) => scene(number)?.[1] ?? null, (number, letter) => (scene(number) ? behind(letter, scene(number)[2]) : null));
  },
  score: (answer, { scenes }) => scenes.filter((scene) => rights(scene.options).includes(answer[scene.key])).length / scenes.length,
  feedback: (answer, { scenes }) =>
    scenes.flatMap((scene, at) => {
      const chosen = scene.options.filter((one) => one.key === answer[scene.key]);
      const others = scene.options.filter((one) => one.correct && one.key !== answer[scene.key]);
      return [...chosen, ...others].map((one) =>
        remark(`Adegan ${at + 1}: ${one.text}`, one.correct, one.key === answer[scene.key], one.feedback),
      );
    }),
};
