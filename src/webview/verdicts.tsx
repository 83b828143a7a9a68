// The conditions of a gate, each with its value, what is demanded, and why it is as it is.
import type { VerdictLine } from "../core/dashboard/view";
import { Scrolls } from "./scrolls";
import { Sign } from "./sign";

export function Verdicts({
  verdicts,
  columns,
}: {
  readonly verdicts: readonly VerdictLine[];
  readonly columns: readonly string[];
}) {
  const [state, condition, value, demand, counted, why] = columns;
  return (
    <Scrolls label={condition ?? ""}>
      <table class="verdicts">
        <thead>
          <tr>
            {[state, condition, value, demand, counted, why].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {verdicts.map((line) => (
            <tr key={`${line.role} ${line.text}`}>
              <td class={`state ${line.tone}`}>
                <Sign tone={line.tone} /> {line.word}
              </td>
              <th scope="row">
                {line.text}
                <small>{line.role}</small>
              </th>
              <td class="number">{line.value}</td>
              <td>
                {line.demand}
                <small>{line.against}</small>
              </td>
              <td>
                {line.counted}
                <small>{line.interval}</small>
              </td>
              <td class="why">{line.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
