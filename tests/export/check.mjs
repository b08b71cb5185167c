// Prints what the checker finds in each line of standard input, as JSON.
import { readFileSync } from "node:fs"

const { check, identify, isA, isValid } = await import(process.argv[2])
for (const line of readFileSync(0, "utf8").split("\n").slice(0, -1)) {
  const value = JSON.parse(line)
  const message = identify(value)
  const ignored = { unknown: "ignore" }
  const found = [message && [message.name, message.kind], isValid(value), check(value)]
  found.push(["channel.dial", "session.request.addchannelgroup"].map((name) => isA(value, name, "request")))
  console.log(JSON.stringify([...found, isValid(value, ignored), check(value, ignored)]))
}
