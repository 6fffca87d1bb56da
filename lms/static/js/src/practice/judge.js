// What the server says of a practice answer (assessments/types), said without it. A test holds both to the same words
// and the same share. Only practice items come with what is needed here: never one that counts.

import { hotspot, matching, multiple, ordering, scenario, single } from "./choices.js";
import { kms } from "./curve.js";
import { numeric, reading, short } from "./written.js";

const KINDS = {
  single,
  truefalse: single,
  multiple,
  hotspot,
  matching,
  ordering,
  scenario,
  numeric,
  short,
  reading,
  kms,
};

// {share, remarks}; null where no form of ours can send such an answer.
export function judge(item, given) {
  const kind = KINDS[item.type];
  const answer = given === undefined ? null : kind.parse(given, item);
  return answer === null ? null : { share: kind.score(answer, item), remarks: kind.feedback(answer, item) };
}
