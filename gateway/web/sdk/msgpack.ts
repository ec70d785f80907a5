// The one place that names the library.

export { decode as unpack, encode as pack } from "@msgpack/msgpack";
