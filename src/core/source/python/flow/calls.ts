// What the calls do that a bot most often makes with its configuration: one table for each kind of effect.

/** Calls that neither change what they are given nor read its members for anything but a message. */
export const HARMLESS = new Set(
  "isinstance issubclass print str repr len id type hash callable bool format debug info warning warn error critical exception success log pprint cast NewType".split(
    " ",
  ),
);
/** Calls that read all members. */
export const READ_ALL = new Set(
  "dir getmembers fields astuple dumps dump json dict_factory sorted max min sum any all enumerate zip set frozenset tuple iter reversed map filter next append appendleft add insert extend put".split(
    " ",
  ),
);
/** Calls whose result has the members as well, by their keys: live, or a copy that is used in their place. */
export const AS_NAMESPACE = new Set("vars asdict _asdict model_dump".split(" "));
/** Calls whose result takes the place of what they are given. */
export const COPIES = new Set(
  "dict list copy deepcopy OrderedDict MappingProxyType ChainMap replace _replace evolve model_copy partial SimpleNamespace Box Munch namedtuple property staticmethod field Final".split(
    " ",
  ),
);
/** Methods that make an object out of data which the text does not show. */
export const PARSERS = new Set(
  "parse_obj parse_raw parse_file model_validate model_validate_json model_validate_strings construct model_construct from_orm from_dict from_json from_file from_env fromkeys _make load loads update set setattr configure override apply merge reload read".split(
    " ",
  ),
);
export const SETTERS = new Set("setattr delattr __setattr__ __delattr__ setitem delitem".split(" "));
/** Decorators and metaclasses that leave the members of a class as they are. */
export const PLAIN_DECORATORS = new Set(
  "dataclass dataclasses.dataclass attr.s attr.attrs attrs.define attrs.frozen attrs.mutable define frozen mutable final typing.final unique enum.unique total_ordering functools.total_ordering runtime_checkable typing.runtime_checkable pydantic.dataclasses.dataclass dataclass_json".split(
    " ",
  ),
);
/** Bases that give a class no values and read none of its own. */
export const PLAIN_BASES = new Set("object ABC abc.ABC Protocol typing.Protocol Generic typing.Generic".split(" "));
/** Bases of enumerations, whose members only the class gives away. */
export const ENUM_BASES = new Set("Enum enum.Enum IntEnum enum.IntEnum StrEnum enum.StrEnum".split(" "));
/** Functions that make an object whose attributes are called as their arguments are. */
export const NAMESPACES = new Set("SimpleNamespace Namespace AttrDict Box Munch".split(" "));
export const PLAIN_METACLASSES = new Set("ABCMeta abc.ABCMeta EnumMeta enum.EnumMeta type".split(" "));

/** What a method does to the container that it is called on: to all of it, to the keys that it is given, or at the end. */
export const MUTATORS: ReadonlyMap<string, "all" | "keys" | "end"> = new Map([
  ...["clear", "reverse", "sort", "insert", "remove", "popitem", "__setitem__", "__delitem__"].map(
    (name) => [name, "all"] as const,
  ),
  ...["update", "pop", "__ior__"].map((name) => [name, "keys"] as const),
  ...["append", "extend", "add"].map((name) => [name, "end"] as const),
]);
