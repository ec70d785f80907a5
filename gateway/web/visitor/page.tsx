// The chat page's beginning: reads its configuration, and mounts the chat.

import { render } from "preact";

import "./chat.css";
import { readConfiguration } from "./configuration.ts";

const configuration = readConfiguration(document);
const place = document.getElementById("chat");
if (place) render(<main>{configuration.name}</main>, place);
