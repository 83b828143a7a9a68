// The sentences for why a file can't be read or written.
import * as l10n from "@vscode/l10n";
import type { FileFault, FileUnfitness } from "../../../core/problem";

/** A sentence to follow the one that says which file it is about. */
export function describeFileFault(fault: FileFault): string {
  if (typeof fault === "string") return unfitness[fault]();
  return systemErrors.get(fault.system)?.() ?? l10n.t("The system reports {0}.", fault.system);
}

const unfitness: Readonly<Record<FileUnfitness, () => string>> = {
  missing: () => l10n.t("There is no such file."),
  "not-regular": () => l10n.t("It is not a regular file."),
  "not-folder": () => l10n.t("A part of its path is a file, not a folder."),
  "name-not-utf-8": () => l10n.t("Its path has characters that are not UTF-8. Rename that file or folder."),
  "not-utf-8": () => l10n.t("It is not text in UTF-8. Save it as UTF-8."),
  "too-large": () => l10n.t("It is larger than 5 MB."),
  "hard-linked": () =>
    l10n.t(
      "It has another name, a hard link, which would keep the old values. Make it a file of its own: copy it, and rename the copy to its name.",
    ),
  "read-only": () => l10n.t("It is read-only: make it writable first."),
};

/** Those of a file system that a person can do something about, or at least understand. */
const systemErrors: ReadonlyMap<string, () => string> = new Map([
  ["EACCES", () => l10n.t("You don't have the permission. Check the permissions of the file and of its folder.")],
  [
    "EPERM",
    () => l10n.t("The system doesn't permit it. Check the permissions and the attributes of the file and its folder."),
  ],
  ["ENAMETOOLONG", () => l10n.t("Its name or its path is too long for the system. Use a shorter one.")],
  ["ENOSPC", () => l10n.t("The disk is full. Free some space.")],
  ["EDQUOT", () => l10n.t("Your share of the disk is full. Free some space.")],
  ["EROFS", () => l10n.t("The disk is read-only.")],
  ["EBUSY", () => l10n.t("Another program is using it. Close that program.")],
  ["ETXTBSY", () => l10n.t("It is a program that is running. Stop it first.")],
  ["EISDIR", () => l10n.t("It is a folder.")],
  ["ENOTDIR", () => unfitness["not-folder"]()],
  ["ELOOP", () => l10n.t("Its links lead in a circle.")],
  ["EEXIST", () => l10n.t("There is something with this name already.")],
  ["EMFILE", () => l10n.t("Too many files are open. Try again in a moment.")],
  ["ENFILE", () => l10n.t("Too many files are open on this computer. Close some programs.")],
  ["ENOMEM", () => l10n.t("There is not enough memory. Close some programs.")],
  ["EIO", () => l10n.t("The disk reports a failure. Check the disk.")],
]);
