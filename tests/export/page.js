// Writes what the checker finds in a message, and whether the policy of the page blocks eval.
import { check, checkText } from "./index.js"

let blocked = false
try {
  eval("1")
} catch (error) {
  blocked = error instanceof EvalError
}
const dial = { command: "channel.dial", target: "PureCloud-jdoe.70001", data: { number: "5550100" } }
const results = { blocked, problems: check(dial), texts: checkText('{"command": 1, "command": 2}') }
document.body.textContent = JSON.stringify(results)
