// Writes shell scripts that complete the command line, from what the commands declare.
import {
  acceptedOptions,
  type CommandDeclaration,
  globalOptions,
  helpOption,
  type OptionDeclaration,
  type OptionDeclarations,
  versionOption,
} from "./declaration";

type Commands = readonly CommandDeclaration[];

const leading: OptionDeclarations = { ...globalOptions, ...helpOption, ...versionOption };

/** Where nothing is offered, bash completes files by itself, with its own quoting. */
export function bashCompletion(commands: Commands): string {
  const valued = Object.entries(leading).filter(([, option]) => option.type !== "flag");
  return `# bash completion of phasegate
_phasegate() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command="" index words=""
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      ${valued.map(([name]) => `--${name}`).join("|")}) ((index++)) ;;
      -*) ;;
      *) command=\${COMP_WORDS[index]}; break ;;
    esac
  done
  case $command:$previous in
${lines(commands, bashValues)}
    ${valued.map(([name]) => `:--${name}`).join("|")}) return ;;
  esac
  case $command in
    "") words="${commands.map(({ name }) => name).join(" ")} ${typed(leading)}" ;;
${lines(commands, (command) => [`    ${command.name}) words="${[...operandChoices(command), typed(acceptedOptions(command))].join(" ")}" ;;`])}
  esac
  case $command:$current in
${lines(commands, (command) => (completesFiles(command) ? [`    ${command.name}:[!-]*|${command.name}:) return ;;`] : []))}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _phasegate phasegate
`;
}

/** What follows an option that takes a value: its choices, else what bash completes by itself. */
function bashValues(command: CommandDeclaration): string[] {
  const valued = Object.entries(acceptedOptions(command)).filter(([, option]) => option.type !== "flag");
  if (valued.length === 0) return [];
  const chosen = valued.flatMap(([name, option]) => {
    const choices = choicesOf(option);
    const reply = `COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$current")); return`;
    return choices.length > 0 ? [`    ${command.name}:--${name}) ${reply} ;;`] : [];
  });
  return [...chosen, `    ${valued.map(([name]) => `${command.name}:--${name}`).join("|")}) return ;;`];
}

export function zshCompletion(commands: Commands): string {
  return `#compdef phasegate
_phasegate() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C ${Object.entries(leading).map(zshOption).join(" ")} '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(${commands.map(({ name, summary }) => quoted(`${name}:${summary}`, "'\\''")).join(" ")})
      _describe command commands ;;
    argument)
      case $line[1] in
${lines(commands, (command) => [`        ${command.name}) _arguments ${zshArguments(command).join(" ")} ;;`])}
      esac ;;
  esac
}
if [ "$funcstack[1]" = _phasegate ]; then _phasegate "$@"; else compdef _phasegate phasegate; fi
`;
}

function zshArguments(command: CommandDeclaration): string[] {
  const operands = Object.entries(command.operands).map(([name, { arity, choices = [], completes }]) => {
    const place = arity === "many" ? "*" : arity === "optional" ? ":" : "";
    return quoted(`${place}:${name}:${zshAction(choices, completes)}`, "'\\''");
  });
  return [...Object.entries(acceptedOptions(command)).map(zshOption), ...operands];
}

function zshOption([name, option]: readonly [string, OptionDeclaration]): string {
  const repeated = option.type === "pairs" ? "*" : "";
  const description = option.description.replace(/[[\]:\\]/g, "\\$&");
  const completes = option.type === "text" ? option.completes : undefined;
  const value = option.type === "flag" ? "" : `:${option.value}:${zshAction(choicesOf(option), completes)}`;
  return quoted(`${repeated}--${name}[${description}]${value}`, "'\\''");
}

function zshAction(choices: readonly string[], completes: "file" | "folder" | undefined): string {
  if (choices.length > 0) return `(${choices.join(" ")})`;
  return completes === "file" ? "_files" : completes === "folder" ? "_files -/" : " ";
}

export function fishCompletion(commands: Commands): string {
  const none = `not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(" ")}`;
  return `# fish completion of phasegate
complete -c phasegate -f
${lines(commands, ({ name, summary }) => [`complete -c phasegate -n '${none}' -a ${name} -d ${fishQuoted(summary)}`])}
${Object.entries(leading)
  .map((option) => fishOption(none, option))
  .join("\n")}
${lines(commands, fishCommand)}
`;
}

function fishCommand(command: CommandDeclaration): string[] {
  const condition = `__fish_seen_subcommand_from ${command.name}`;
  const choices = operandChoices(command);
  return [
    ...Object.entries(acceptedOptions(command)).map((option) => fishOption(condition, option)),
    ...(choices.length > 0 ? [`complete -c phasegate -n '${condition}' -a '${choices.join(" ")}'`] : []),
    ...(completesFiles(command) ? [`complete -c phasegate -n '${condition}' -F`] : []),
  ];
}

function fishOption(condition: string, [name, option]: readonly [string, OptionDeclaration]): string {
  const choices = choicesOf(option);
  const completesPath = option.type === "text" && option.completes !== undefined;
  const value =
    option.type === "flag"
      ? ""
      : choices.length > 0
        ? ` -x -a '${choices.join(" ")}'`
        : completesPath
          ? " -r -F"
          : " -x";
  return `complete -c phasegate -n '${condition}' -l ${name}${value} -d ${fishQuoted(option.description)}`;
}

function fishQuoted(text: string): string {
  return quoted(text.replace(/\\/g, "\\\\"), "\\'");
}

function quoted(text: string, quote: string): string {
  return `'${text.replaceAll("'", quote)}'`;
}

function lines(commands: Commands, linesOf: (command: CommandDeclaration) => readonly string[]): string {
  return commands.flatMap(linesOf).join("\n");
}

function typed(options: OptionDeclarations): string {
  return Object.keys(options)
    .map((name) => `--${name}`)
    .join(" ");
}

function choicesOf(option: OptionDeclaration): readonly string[] {
  return option.type === "text" ? (option.choices ?? []) : [];
}

function operandChoices({ operands }: CommandDeclaration): readonly string[] {
  return Object.values(operands).flatMap(({ choices = [] }) => choices);
}

function completesFiles({ operands }: CommandDeclaration): boolean {
  return Object.values(operands).some(({ completes }) => completes === "file");
}
