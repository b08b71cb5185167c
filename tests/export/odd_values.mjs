// Prints what the checker finds in values that only JavaScript has, by a description of each.
const { check, checkText, identify, isA, isValid, MESSAGES } = await import(process.argv[2])

class Dial {
  command = "channel.dial"
}
const dial = { command: "channel.dial", target: "PureCloud-jdoe.70001", data: { destination: "5550100" } }
const within = (context) => ({ ...dial, context })
const itself = within({})
itself.context.inner = itself
const hostile = { get command() { throw new RangeError("no") } }
const thrown = within({ get host() { throw "no" } }) // eslint-disable-line no-throw-literal
const nameless = within({ get host() { throw Object.assign(new Error("no"), { name: Symbol("no") }) } })
const twice = within({ get host() { throw Object.defineProperty(new Error("no"), "name", { get() { throw "no" } }) } }) // eslint-disable-line no-throw-literal
const foreign = (await import("node:vm")).runInNewContext("({})")
const values = {
  undefined: undefined,
  function: () => dial,
  "big integer": 5n,
  map: new Map(Object.entries(dial)),
  class: new Dial(),
  "no prototype": Object.assign(Object.create(null), dial),
  "another realm": Object.assign(foreign, dial),
  "inherited members": Object.create(dial),
  "undefined inside": within({ host: undefined }),
  "date inside": within({ at: new Date(0) }),
  "symbol inside": within([Symbol("a")]),
  "hole in an array": within({ list: [1, , 2] }), // eslint-disable-line no-sparse-arrays
  "not a number": within({ load: NaN }),
  itself,
  hostile,
  thrown,
  nameless,
  twice,
  "own prototype member": within(JSON.parse('{"__proto__": {"a": 1}}')),
  "name of a method": { ...dial, data: { destination: "5", toString: 1 } },
}
const found = Object.entries(values).map(([name, value]) => {
  const problems = check(value)
  if (isValid(value) === problems.some((each) => each.severity === "error")) throw new Error(name)
  if (isA(value, "channel.dial") && !isValid(value)) throw new Error(name)
  if (identify(value)?.name === "session.start") throw new Error(name)
  return [name, problems.map((each) => `${each.pointer}: ${each.message}`)]
})

function error(call) {
  try {
    return call()
  } catch (thrown) {
    return `${thrown.name}: ${thrown.message}`
  }
}
found.push(["no option", error(() => check(dial, { unknown: "warn" }))])
found.push(["no text", error(() => checkText(dial))])
found.push(["frozen", error(() => MESSAGES.push(1)).slice(0, 9)])
found.push(["no such name", error(() => isA(dial, "channel.dail"))])
found.push(["no such kind", error(() => isA(dial, "channel.dial", "event"))])
found.push(["newer", [isA({ ...dial, priority: 1 }, "channel.dial", "request", { unknown: "ignore" })]])
found.push(["kinds", ["request", "success", undefined].map((kind) => isA(dial, "channel.dial", kind))])
const group = { command: "session.request.addchannelgroup", target: "jdoe", data: {} }
found.push(["alias", [isA(group, "session.addchannelgroup"), isA(group, group.command), isA(group, "session.start", "request")]])
console.log(JSON.stringify(Object.fromEntries(found)))
