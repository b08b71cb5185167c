// Prints the problems that the checker finds in each JSON text, which is a JSON string in a line of standard input.
import { readFileSync } from "node:fs"

const { checkText } = await import(process.argv[2])
for (const line of readFileSync(0, "utf8").split("\n").slice(0, -1)) console.log(JSON.stringify(checkText(JSON.parse(line))))
