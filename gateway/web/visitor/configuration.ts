// What the service tells its chat page, in <script type="application/json" id="config">.

/** What the page's address said; what it did not say is not there. */
export interface LinkParameters {
  readonly nickname?: string;
  readonly theme?: "auto" | "light" | "dark";
  /** Skill group to ask for. */
  readonly group?: string;
  readonly clientData?: string;
  readonly channelName?: string;
  readonly peerSource?: string;
  readonly remark?: string;
}

export interface Configuration {
  /** Origin of the service's HTTP; "" = the page's own. */
  readonly http: string;
  /** The channel's key. */
  readonly channel: string;
  /** The channel's name, for people; "" = it has none. */
  readonly name: string;
  /** BCP 47; "" = the browser's. */
  readonly language: string;
  readonly parameters: LinkParameters;
  /** Of what the visitor writes, `#rrggbb`; "" = the usual one. */
  readonly color: string;
  /** Address of the picture at the head; "" = none. */
  readonly avatar: string;
}

/** Throws where the page has none, or it is no JSON. */
export function readConfiguration(page: Document): Configuration {
  const text = page.getElementById("config")?.textContent ?? "";
  return JSON.parse(text) as Configuration;
}
