// Read a workbook and write it again: node resave.cjs exceljs|xlsx FROM TO (NODE_PATH names the installed packages).
"use strict";

const [writer, from, to] = process.argv.slice(2);

async function exceljs() {
  const { Workbook } = require("exceljs");
  const book = new Workbook();
  await book.xlsx.readFile(from);
  await book.xlsx.writeFile(to);
}

async function xlsx() {
  const { readFile, writeFile } = require("xlsx");
  const options = { cellFormula: true, cellStyles: true, cellNF: true, sheetStubs: true };
  writeFile(readFile(from, options), to, { cellStyles: true, bookSST: true });
}

({ exceljs, xlsx })[writer]().catch((error) => {
  console.error(error);
  process.exit(1);
});
