// What the service tells its workbench, in <script type="application/json" id="config">.

export interface Configuration {
  /** URL of the WebSocket. */
  readonly gateway: string;
  /** It is in a frame of another site's page. */
  readonly is_embedded: boolean;
}

/** Throws where the page has none, or it is no JSON. */
export function readConfiguration(page: Document): Configuration {
  const text = page.getElementById("config")?.textContent ?? "";
  return JSON.parse(text) as Configuration;
}
