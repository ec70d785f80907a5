// What cards say in English; the other language has the same keys.

export const CARDS_EN = {
  chosen: "Chosen",
  unknownKind: "This version cannot show this message.",
  submit: "Send",

  // forms
  optional: "(optional)",
  example: (hint: string) => `For example: ${hint}`,
  fieldProblems: {
    isMissing: "Please fill this in.",
    isTooLong: "This is too long.",
    isOdd: "This does not look right.",
  },

  // ratings
  rating: "How was our service?",
  wasSolved: "Was it solved?",
  outcomes: { solved: "Solved", unsolved: "Not solved" },
  comment: "Anything else? (optional)",
  goodUntil: (when: string) => `Until ${when}`,
  ratingOver: "It can no longer be rated.",

  // the robot's answers
  didItHelp: "Did this answer help?",
  helpful: "This helped",
  unhelpful: "This did not help",

  // messages left
  letterTitle: "Nobody can answer right now. Leave a message, and we will get back to you.",
  letterText: "Your message",
  letterContact: "Telephone or e-mail",
  letterSend: "Leave message",
  letterThanks: "Thank you. We have your message and will get back to you.",
  letterMore: "Leave another message",

  // the line
  place: (place: number) => `You are number ${place} in line.`,
  waitMinutes: (minutes: number) => `About ${minutes} min.`,

  // files
  image: "Picture",
  openImage: (name: string) => `Show picture ${name} large`,
  closeImage: "Close",
  download: "Download",
  notThere: "This file is not available any more.",
  voice: "Voice message",
  video: "Video",
  order: "Order",
  product: "Product",

  // uploads
  uploads: "Files on their way",
  waitsToUpload: "Waiting",
  uploading: (percent: number) => `${percent} %`,
  cancelUpload: (name: string) => `Cancel ${name}`,
  retryUpload: (name: string) => `Send ${name} again`,
  cancel: "Cancel",
  retry: "Try again",
  uploadFailed: "The file could not be sent. Please try again.",
  uploadProblems: {
    empty: "The file is empty.",
    request_entity_too_large: "The file is too large.",
    type_not_allowed: "Files of this kind cannot be sent.",
    type_mismatch: "The file is not what its name says.",
    bad_image: "The picture is damaged.",
    image_too_large: "The picture has too many pixels.",
    hourly_quota: "You have sent a lot. Please wait a while.",
    too_many_transfers: "Too many files at once. Please wait a moment.",
    too_slow: "The connection is too slow. Please try again.",
    storage_full: "Our storage is full. Please tell us in words.",
    closed: "The conversation had ended.",
  } as Readonly<Record<string, string>>,
};

export type CardWords = typeof CARDS_EN;
