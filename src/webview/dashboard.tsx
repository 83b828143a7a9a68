// The whole page: one part for each question.
import type { ComponentChildren } from "preact";
import type { Action, Answer, DashboardView, Notice, PhaseStep, TextTable } from "../core/dashboard/view";
import { Charts } from "./charts/charts";
import { send } from "./host";
import { Scrolls } from "./scrolls";
import { Sign } from "./sign";
import { Verdicts } from "./verdicts";

export function Dashboard({ view }: { readonly view: DashboardView }) {
  const { title, asOf, notices, actions, where, working, happened, running, leftOut, health, labels, plan } = view;
  return (
    <main>
      <header>
        <h1>{title}</h1>
        <p class="quiet">{asOf}</p>
        <Buttons actions={actions} />
      </header>
      {notices.map((notice) => (
        <NoticeBox key={notice.title} notice={notice} />
      ))}
      {where && (
        <Part answer={where}>
          <ol class="phases">
            {where.phases.map((phase) => (
              <PhaseItem key={phase.title} phase={phase} />
            ))}
          </ol>
        </Part>
      )}
      {working && (
        <Part answer={working}>
          <Verdicts verdicts={working.verdicts} columns={labels.verdictColumns} />
        </Part>
      )}
      {happened && (
        <Part answer={happened}>
          <Charts charts={happened.charts} bands={happened.bands} labels={labels} plan={plan} />
        </Part>
      )}
      {running && <TablePart answer={running} table={running.table} />}
      {leftOut && <TablePart answer={leftOut} table={leftOut.table} />}
      {health && <TablePart answer={health} table={health.table} />}
    </main>
  );
}

function Buttons({ actions }: { readonly actions: readonly Action[] }) {
  if (actions.length === 0) return null;
  return (
    <div class="buttons">
      {actions.map(({ command, title, isCalledFor }) => (
        <button
          key={command}
          type="button"
          class={isCalledFor ? "called-for" : ""}
          onClick={() => send({ type: "run", command })}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

function NoticeBox({ notice: { tone, title, text, actions } }: { readonly notice: Notice }) {
  return (
    <section class={`notice ${tone}`} aria-label={title}>
      <h2>
        <Sign tone={tone} /> {title}
      </h2>
      <p>{text}</p>
      <Buttons actions={actions} />
    </section>
  );
}

function Part({ answer, children }: { readonly answer: Answer; readonly children: ComponentChildren }) {
  return (
    <section aria-label={answer.question}>
      <h2>{answer.question}</h2>
      <p class="answer">{answer.sentence}</p>
      {children}
    </section>
  );
}

function PhaseItem({ phase: { title, word, status, isValidated, details } }: { readonly phase: PhaseStep }) {
  return (
    <li class={status} aria-current={status === "in-effect" ? "step" : undefined}>
      <strong>
        <span class="dot" aria-hidden="true">
          {isValidated ? "✓" : status === "in-effect" ? "●" : "○"}
        </span>
        {title}
      </strong>
      <span>{word}</span>
      <small>{details}</small>
    </li>
  );
}

function TablePart({ answer, table: { columns, rows } }: { readonly answer: Answer; readonly table: TextTable }) {
  return (
    <Part answer={answer}>
      {rows.length > 0 && (
        <Scrolls label={answer.question}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([head, ...cells], index) => (
                <tr key={`${index} ${head}`}>
                  <th scope="row">{head}</th>
                  {cells.map((cell, column) => (
                    <td key={columns[column + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
    </Part>
  );
}
