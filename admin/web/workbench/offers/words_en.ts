// What rings, in English.

export const EN = {
  title: "Ringing",
  rings: (name: string, group: string) => (group ? `${name} waits in ${group}` : `${name} waits`),
  handedOver: (name: string, by: string) => `${by} hands over ${name}`,
  calls: (by: string, name: string) => `${by} asks you to join the session with ${name}`,
  left: (seconds: number) => `${seconds} s`,
  accept: "Accept",
  come: "Join",
  decline: "Decline",
  note: (note: string) => `“${note}”`,
};
