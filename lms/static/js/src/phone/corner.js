// What app.js, which is on every page, lends to hp.js.

export const { changePerson, drawTurn, endTurn, motifName, people, picture, tellLeft, tellPhone, turn } = tuntas.corner;
