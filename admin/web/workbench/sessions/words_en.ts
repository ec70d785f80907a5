// The left pane in English.

export const EN = {
  title: "Sessions",
  empty: "Nobody is here yet.",
  accept: "Accept",
  banners: {
    connecting: "Connecting …",
    reconnecting: "The connection is gone. Connecting again …",
    restored: "Connected again.",
    stopped: "The connection has ended.",
  } as Readonly<Record<string, string>>,
  reload: "Reload",
};
